// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;

import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.fault.MessageFault;
import io.firmcast.localhub.mqtt.Admission.Refused;
import io.firmcast.localhub.mqtt.Admission.Verdict;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps devices out that may connect, or lets them wait: by the hub's capacity, the faults that are
 * on and the rate of the tier. Callable from any thread.
 */
final class Doorkeeper {

  static final Refused COME_BACK_LATER =
      new Refused(CONNECTION_REFUSED_SERVER_UNAVAILABLE, "the hub takes in nobody more just now");

  private final Connections connections;
  private final int maxConnections;
  private final Throttles throttles;
  private final Faults faults;
  // By a fault rule, not by their own date; a device must show one that ends later.
  private final Map<String, Instant> expired = new ConcurrentHashMap<>();

  Doorkeeper(Connections connections, int maxConnections, Throttles throttles, Faults faults) {
    this.connections = connections;
    this.maxConnections = maxConnections;
    this.throttles = throttles;
    this.faults = faults;
  }

  /** What becomes of a device that would be admitted on a good day. */
  Verdict look(Admission.Admitted admitted) {
    var deviceId = admitted.deviceId();
    if (!expired.isEmpty() && isExpired(admitted)) {
      return new Refused(CONNECTION_REFUSED_NOT_AUTHORIZED, "a fault says its token has expired");
    }
    var spell = faults.spell(deviceId);
    if (spell != null && spell != MessageFault.Type.QUOTA) {
      return spellbound(spell);
    }
    return connections.full(deviceId, maxConnections)
            || faults.strike(FaultKind.REFUSE_CONNECT, deviceId) != null
        ? COME_BACK_LATER
        : admitted;
  }

  /** Completes, on any thread, when one more device may come in; fails if that takes too long. */
  Future<Void> turn() {
    return throttles.admit(Operation.CONNECT);
  }

  /** From now on the token that ends at this time counts as expired for the device. */
  void expire(String deviceId, Instant tokenEnd) {
    if (!tokenEnd.equals(Instant.MAX)) {
      expired.put(deviceId, tokenEnd);
    }
  }

  private boolean isExpired(Admission.Admitted admitted) {
    var end = expired.get(admitted.deviceId());
    if (end == null) {
      return false;
    }
    if (admitted.until().isAfter(end)) {
      expired.remove(admitted.deviceId(), end);
      return false;
    }
    return true;
  }

  private static Verdict spellbound(MessageFault.Type spell) {
    return switch (spell) {
      case KILL_TCP -> new Admission.Dropped();
      case AUTH -> new Refused(CONNECTION_REFUSED_NOT_AUTHORIZED, "it asked for this fault");
      case SHUT_DOWN_MQTT, THROTTLING, QUOTA -> COME_BACK_LATER;
    };
  }
}
