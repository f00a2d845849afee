// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.message.CloudMessages;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * {@code /devices/{id}/commands}: empties the queue of messages that wait for a device. IoT Hub
 * takes the messages themselves over AMQP only.
 */
final class MessageApi {

  private final Devices devices;
  private final CloudMessages messages;

  MessageApi(Devices devices, CloudMessages messages) {
    this.devices = devices;
    this.messages = messages;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.DELETE, Resource.COMMANDS, ErrorForm.NAMED, this::purge, SERVICE_CONNECT);
  }

  private Future<Answer> purge(Call call) {
    var deviceId = devices.get(call.deviceId()).identity().deviceId();
    return messages.purge(deviceId).map(count -> Answer.ok(purged(deviceId, count)));
  }

  private static JsonObject purged(String deviceId, int count) {
    return new JsonObject()
        .put("totalMessagesPurged", count)
        .put("deviceId", deviceId)
        .putNull("moduleId");
  }
}
