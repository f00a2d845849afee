// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes a state down byte by byte, to compare two without keeping either. */
final class Digest {
  private Digest() {}

  static String of(Core core, long events) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new DigestOutputStream(OutputStream.nullOutputStream(), digest), 1 << 16))) {
        write(core, events, out);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    } catch (IOException nothingIsWritten) {
      throw new UncheckedIOException(nothingIsWritten);
    }
  }

  private static void write(Core core, long events, DataOutputStream out) throws IOException {
    out.writeLong(events);
    text(core.id.value(), out);
    text(String.valueOf(core.plan), out);
    text(String.valueOf(core.approved), out);
    text(String.valueOf(core.pace), out);
    text(core.state + " " + core.reason + " " + core.ending, out);
    out.writeBoolean(core.created);
    out.writeBoolean(core.planned);
    out.writeInt(core.parts.count());
    out.writeInt(core.parts.size());
    out.writeInt(core.wave);
    out.writeLong(core.started);
    out.writeLong(core.now);
    out.writeLong(core.startedAt);
    out.writeLong(core.endedAt);
    out.writeLong(core.meter.micros());
    core.comparison.write(out);
    core.reasons.write(out);
    for (var times : core.phaseTimes.entrySet()) {
      if (times.getValue().total() > 0) {
        out.writeUTF(times.getKey().name());
        times.getValue().write(out);
      }
    }
    for (var progress : core.progress) {
      progress.write(out);
    }
    for (var place = 0; place < core.members.size(); place++) {
      text(core.members.device(place).value(), out);
    }
    core.fleet.write(out);
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    var octets = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(octets.length);
    out.write(octets);
  }
}
