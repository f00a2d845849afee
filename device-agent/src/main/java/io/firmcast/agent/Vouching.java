// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.agent.journal.Journal;
import io.firmcast.agent.manifest.Envelope;
import io.firmcast.agent.manifest.Hardware;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.ManifestCheck;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.agent.manifest.TrustedKeys;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Asks of each update who vouches for it, by the keys and the counters in the journal. */
final class Vouching {
  /** How much of the time that was seen may be forgotten by a restart, for fewer writes. */
  private static final Duration ROUGHLY = Duration.ofMinutes(1);

  private final Journal journal;
  private final ManifestCheck check;
  private final Hardware hardware;
  private final Clock clock;

  private Vouching(Journal journal, TrustedKeys keys, Hardware hardware, Clock clock) {
    this.journal = journal;
    this.check = new ManifestCheck(keys, hardware);
    this.hardware = hardware;
    this.clock = clock;
  }

  /** Takes the newest keys that the file leads to from those the device knows, and keeps them. */
  static Future<Vouching> open(Journal journal, RealSettings settings, Clock clock) {
    return Future.succeededFuture(journal.standing())
        .map(
            standing ->
                standing.keys() == null
                    ? settings.trust().newest()
                    : settings.trust().newest(known(standing.keys())))
        .compose(
            keys ->
                kept(journal, keys, settings.trust())
                    .map(done -> new Vouching(journal, keys, settings.hardware(), clock)));
  }

  Journal journal() {
    return journal;
  }

  /** The manifest, or a failure as {@link io.firmcast.agent.manifest.Refused}. */
  Future<Manifest> manifest(FirmwareUpdate update) {
    return latest()
        .map(now -> check.check(update, journal.standing().counter(hardware.model()), now));
  }

  private Future<Instant> latest() {
    var now = clock.instant();
    var before = journal.standing().latest();
    if (now.isBefore(before)) {
      return Future.succeededFuture(before);
    }
    return now.isAfter(before.plus(ROUGHLY))
        ? journal.write(standing -> standing.seen(now)).map(now)
        : Future.succeededFuture(now);
  }

  private static TrustedKeys known(String envelope) {
    return TrustedKeys.stored(Envelope.parse(envelope.getBytes(UTF_8)));
  }

  private static Future<Void> kept(Journal journal, TrustedKeys keys, TrustChain chain) {
    return chain
        .set(keys.version())
        .map(set -> new String(set.toJson(), UTF_8))
        .filter(set -> !set.equals(journal.standing().keys()))
        .map(set -> journal.write(standing -> standing.withKeys(set)))
        .orElseGet(Future::succeededFuture);
  }
}
