// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is known of each device, by its place: parallel arrays of about 60 bytes a device in all,
 * because a million of them have to fit beside each other.
 */
@SuppressWarnings("EnumOrdinal") // A byte is all the room there is, and none is kept on disk.
final class Fleet {
  private static final DeviceState[] STATES = DeviceState.values();
  private static final Wait[] WAITS = Wait.values();
  private static final int BITS_OF_A_CAUSE = 4;

  final Timers timers;
  private int size;
  private byte[] state;
  private byte[] wait;
  private byte[] flags;
  private byte[] hubTries;
  private short[] attempt;
  private short[] wave;
  private int[] tries;
  private int[] reason;
  private long[] since;
  private long[] begun;
  private long[] reported;

  Fleet(int places) {
    timers = new Timers(places);
    state = new byte[places];
    wait = new byte[places];
    flags = new byte[places];
    hubTries = new byte[places];
    attempt = new short[places];
    wave = new short[places];
    tries = new int[places];
    reason = new int[places];
    since = new long[places];
    begun = new long[places];
    reported = new long[places];
  }

  int size() {
    return size;
  }

  void add(int itsWave, long now) {
    var place = size++;
    if (place == state.length) {
      grow(place + place / 2 + 16);
    }
    wave[place] = (short) itsWave;
    since[place] = now;
    flags[place] = Flag.NEW_ID;
  }

  DeviceState state(int place) {
    return STATES[state[place]];
  }

  Wait waiting(int place) {
    return WAITS[wait[place]];
  }

  void state(int place, DeviceState next, Wait why, int reasonIndex, long now) {
    state[place] = (byte) next.ordinal();
    wait[place] = (byte) why.ordinal();
    reason[place] = reasonIndex;
    since[place] = now;
  }

  boolean is(int place, int flag) {
    return (flags[place] & flag) != 0;
  }

  void set(int place, int flag, boolean on) {
    flags[place] = (byte) (on ? flags[place] | flag : flags[place] & ~flag);
  }

  int wave(int place) {
    return wave[place];
  }

  int reason(int place) {
    return reason[place];
  }

  long since(int place) {
    return since[place];
  }

  /** When it began to be waited for: to take the update on, or to get it done; 0 for not yet. */
  long begun(int place) {
    return begun[place];
  }

  void begun(int place, long at) {
    begun[place] = at;
  }

  /** The version of its twin in which it last said something. */
  long reported(int place) {
    return reported[place];
  }

  void reported(int place, long version) {
    reported[place] = version;
  }

  int attempt(int place) {
    return attempt[place];
  }

  void nextAttempt(int place) {
    attempt[place]++;
    reported[place] = 0;
  }

  int tries(int place, Cause cause) {
    return (tries[place] >>> (cause.ordinal() * BITS_OF_A_CAUSE)) & 0xf;
  }

  void tried(int place, Cause cause) {
    tries[place] += 1 << (cause.ordinal() * BITS_OF_A_CAUSE);
  }

  /** Tries that the hub spoilt since the last that it did not. */
  int hubTries(int place) {
    return hubTries[place];
  }

  void hubTries(int place, int count) {
    hubTries[place] = (byte) Math.min(count, Byte.MAX_VALUE);
  }

  void forgetTries(int place) {
    tries[place] = 0;
    hubTries[place] = 0;
    begun[place] = 0;
  }

  /** The places in that state. */
  BitSet in(DeviceState wanted) {
    var found = new BitSet();
    for (var place = 0; place < size; place++) {
      if (state[place] == wanted.ordinal()) {
        found.set(place);
      }
    }
    return found;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (var place = 0; place < size; place++) {
      out.writeByte(state[place]);
      out.writeByte(wait[place]);
      out.writeByte(flags[place]);
      out.writeByte(hubTries[place]);
      out.writeShort(attempt[place]);
      out.writeShort(wave[place]);
      out.writeInt(tries[place]);
      out.writeInt(reason[place]);
      out.writeLong(since[place]);
      out.writeLong(begun[place]);
      out.writeLong(reported[place]);
      out.writeLong(timers.at(place));
    }
  }

  private void grow(int places) {
    timers.grow(places);
    state = Arrays.copyOf(state, places);
    wait = Arrays.copyOf(wait, places);
    flags = Arrays.copyOf(flags, places);
    hubTries = Arrays.copyOf(hubTries, places);
    attempt = Arrays.copyOf(attempt, places);
    wave = Arrays.copyOf(wave, places);
    tries = Arrays.copyOf(tries, places);
    reason = Arrays.copyOf(reason, places);
    since = Arrays.copyOf(since, places);
    begun = Arrays.copyOf(begun, places);
    reported = Arrays.copyOf(reported, places);
  }
}
