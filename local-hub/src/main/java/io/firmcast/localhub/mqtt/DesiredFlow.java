// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The notifications of desired properties to one device, in the order of their versions, less what
 * faults take away. Confined to the connection's context.
 */
final class DesiredFlow {

  private final String deviceId;
  private final Vertx vertx;
  private final Outbox outbox;
  private final Throttles throttles;
  private final Faults faults;
  private @Nullable Notice held;

  private record Notice(JsonObject patch, int version) {}

  DesiredFlow(String deviceId, Vertx vertx, Outbox outbox, Throttles throttles, Faults faults) {
    this.deviceId = deviceId;
    this.vertx = vertx;
    this.outbox = outbox;
    this.throttles = throttles;
    this.faults = faults;
  }

  /** Tells the device, perhaps; to be called in turn. */
  void changed(JsonObject patch, int version) {
    var notice = new Notice(patch, version);
    if (held != null) {
      held = notice;
      return;
    }
    if (faults.strike(FaultKind.DROP_DESIRED, deviceId) != null) {
      return;
    }
    var strike = faults.strike(FaultKind.COALESCE_DESIRED, deviceId);
    if (strike == null) {
      send(notice);
      return;
    }
    held = notice;
    vertx.setTimer(Math.max(1, strike.time().toMillis()), id -> outbox.then(this::release));
  }

  private void release() {
    if (held != null) {
      send(held);
      held = null;
    }
  }

  private void send(Notice notice) {
    var body = notice.patch().toBuffer();
    throttles.charge(body.length());
    outbox.publish(Outbound.desired(notice.version()), body);
  }
}
