// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.azure.core.credential.AzureSasCredential;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The credential that every client of the SDK shares. It is looked at before each call and renewed
 * from 80 % of its life on, rather than by a timer: a timer stands still while the machine sleeps,
 * and the first call after that would be refused.
 */
final class ServiceToken {
  private final ConnectionString service;
  private final Clock clock;
  private final Duration life;
  private final AzureSasCredential credential;
  private Instant renewAt;

  ServiceToken(ConnectionString service, Clock clock, Duration life) {
    if (service.policy() == null) {
      throw new IllegalArgumentException(
          "the connection string of a service needs a SharedAccessKeyName; this one is a device's");
    }
    this.service = service;
    this.clock = clock;
    this.life = life;
    this.credential = new AzureSasCredential(sign(clock.instant()));
    this.renewAt = renewAfter(clock.instant());
  }

  /** The credential, good for at least a fifth of its life. */
  synchronized AzureSasCredential current() {
    var now = clock.instant();
    if (!now.isBefore(renewAt)) {
      credential.update(sign(now));
      renewAt = renewAfter(now);
    }
    return credential;
  }

  private String sign(Instant now) {
    return SasToken.forService(service, now.plus(life));
  }

  private Instant renewAfter(Instant now) {
    return now.plus(life.multipliedBy(4).dividedBy(5));
  }
}
