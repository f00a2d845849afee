// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.AzureHub;
import io.firmcast.hub.HubCheck;
import io.firmcast.hub.HubException;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the service side of the hub at the start of a process. */
final class ServiceHub {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceHub.class);

  private ServiceHub() {}

  /** A hub that refuses us ends the process; one that is away may come back, and is waited for. */
  static AzureHub open(Lifetime process, ConnectionString service, Trust trust) {
    var hub = unchecked(process, service, trust);
    try {
      process.started(new HubCheck(hub, Clock.systemUTC()).recent());
    } catch (HubException failure) {
      if (failure.reason() != HubException.Reason.UNAVAILABLE) {
        throw refused(service, failure);
      }
      LOG.atWarn()
          .addKeyValue("hub", service.hostName())
          .addKeyValue("reason", failure.getMessage())
          .log("the hub does not answer; going on, and trying again");
    }
    return hub;
  }

  static AzureHub unchecked(Lifetime process, ConnectionString service, Trust trust) {
    try {
      var hub = new AzureHub(process.vertx(), service, trust);
      process.onStop(hub::close);
      return hub;
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(
          Exit.FAILED, "Check IOTHUB_CONNECTION_STRING: %s.".formatted(wrong.getMessage()));
    }
  }

  private static CliFailure refused(ConnectionString service, HubException failure) {
    return failure.reason() == HubException.Reason.UNAUTHORIZED
        ? new CliFailure(
            Exit.FAILED,
            "The hub %s refuses the connection string (policy %s): check the key and that it has not been renewed."
                .formatted(service.hostName(), service.policy()))
        : new CliFailure(
            Exit.FAILED, "The hub %s: %s.".formatted(service.hostName(), failure.getMessage()));
  }
}
