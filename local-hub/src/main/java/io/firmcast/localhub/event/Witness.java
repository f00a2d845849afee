// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.device.DeviceFact;
import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.event.Testimony.Timing;
import io.firmcast.localhub.failure.Code;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What the hub itself saw go to and come from devices, so that tests can hold others to it: each
 * method delivered with every answer, each report applied or refused, each connection. The newest
 * are held, in memory. Callable from any thread.
 */
public final class Witness implements DeviceObserver {

  /** How many testimonies are held if nothing else is wanted. */
  public static final int CAPACITY = 50_000;

  private final Clock clock;
  private final Ring<Testimony> ring;

  public Witness(int capacity, Clock clock) {
    this.clock = clock;
    this.ring = new Ring<>(capacity);
  }

  /** The number of the newest testimony, 0 if there is none yet. */
  public long newest() {
    return ring.newest();
  }

  /** The number of the oldest testimony still held. */
  public long oldest() {
    return ring.oldest();
  }

  /**
   * What follows a number, 0 for the beginning; oldest first.
   *
   * @return empty if some of it is no longer held
   */
  public Optional<List<Testimony>> after(long sequence, int atMost) {
    return ring.after(sequence, atMost);
  }

  /** All that is still held, oldest first. */
  public List<Testimony> all() {
    return ring.all();
  }

  /** Each call still held with what became of it, in the order of the first deliveries. */
  public List<WitnessedCall> calls() {
    return WitnessedCall.of(all());
  }

  /**
   * A method call was handed to a connection.
   *
   * @param call what this returned for the same invocation before, 0 for its first delivery
   * @return names the invocation
   */
  public long delivered(String deviceId, long call, String name, String rid, Buffer payload) {
    var at = clock.instant();
    var delivery =
        ring.add(
            Weight.ENTRY + payload.length(),
            n ->
                new Testimony.MethodDelivered(
                    n, at, deviceId, call == 0 ? n : call, name, rid, payload));
    return call == 0 ? delivery.sequence() : call;
  }

  public void replied(String deviceId, long call, int status, Timing timing) {
    var at = clock.instant();
    ring.add(Weight.ENTRY, n -> new Testimony.MethodReplied(n, at, deviceId, call, status, timing));
  }

  public void unanswered(String deviceId, long call, Code code) {
    var at = clock.instant();
    ring.add(Weight.ENTRY, n -> new Testimony.MethodUnanswered(n, at, deviceId, call, code));
  }

  public void refused(String deviceId, Code code) {
    var at = clock.instant();
    ring.add(Weight.ENTRY, n -> new Testimony.ReportRefused(n, at, deviceId, code));
  }

  @Override
  public boolean wantsFacts() {
    return true;
  }

  @Override
  public void happened(DeviceFact fact) {
    var id = fact.device().identity().key();
    var at = fact.at();
    if (fact instanceof DeviceFact.Connected) {
      ring.add(Weight.ENTRY, n -> new Testimony.Connected(n, at, id));
    } else if (fact instanceof DeviceFact.Disconnected) {
      ring.add(Weight.ENTRY, n -> new Testimony.Disconnected(n, at, id));
    } else if (fact instanceof DeviceFact.TwinChanged change && change.patch().reported() != null) {
      var patch = change.patch().reported();
      var version = change.device().twin().reported().version();
      var weight = Weight.ENTRY + Weight.of(patch);
      ring.add(weight, n -> new Testimony.ReportApplied(n, at, id, version, patch));
    }
  }
}
