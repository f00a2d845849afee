// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.message.CloudMessages;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The one live connection of each device; a newer one drives the older out. */
public final class Connections implements DeviceObserver {

  private final Map<String, DeviceConnection> byDevice = new ConcurrentHashMap<>();
  private final Sessions sessions;
  private final CloudMessages messages;

  public Connections(Sessions sessions, CloudMessages messages) {
    this.sessions = sessions;
    this.messages = messages;
  }

  /**
   * Puts a connection in its place and asks, still under the device's lock, whether the registry
   * admits it: presence then always follows the order of connections.
   *
   * @return whether it was admitted; a connection that was there before is closed
   */
  boolean enter(String deviceId, DeviceConnection arriving, BooleanSupplier admitted) {
    var holder =
        byDevice.compute(
            deviceId,
            (id, present) -> {
              if (!admitted.getAsBoolean()) {
                return present;
              }
              closeIfAny(present);
              return arriving;
            });
    return holder == arriving;
  }

  /** Takes a connection out; gone runs unless another one has taken its place. */
  void leave(String deviceId, DeviceConnection leaving, Runnable gone) {
    byDevice.computeIfPresent(
        deviceId,
        (id, present) -> {
          if (present != leaving) {
            return present;
          }
          gone.run();
          return null;
        });
  }

  @Override
  public void desiredChanged(String deviceId, JsonObject patch, int version) {
    find(deviceId).ifPresent(connection -> connection.desiredChanged(patch, version));
  }

  @Override
  public void barred(String deviceId, boolean deleted) {
    if (deleted) {
      sessions.forget(deviceId);
      messages.forget(deviceId);
    }
    find(deviceId).ifPresent(DeviceConnection::close);
  }

  /** Whether this device would be one too many; one that is connected may always come again. */
  boolean full(String deviceId, int maxConnections) {
    return byDevice.size() >= maxConnections && !byDevice.containsKey(deviceId);
  }

  List<DeviceConnection> all() {
    return List.copyOf(byDevice.values());
  }

  private Optional<DeviceConnection> find(String deviceId) {
    return Optional.ofNullable(byDevice.get(deviceId));
  }

  private static void closeIfAny(@Nullable DeviceConnection connection) {
    if (connection != null) {
      connection.close();
    }
  }
}
