// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.message.CloudMessage;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.wire.JsonText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /admin/devices/{id}/messages}: sends a message to a device. IoT Hub takes such
 * messages over AMQP only, which this hub does not speak.
 *
 * <pre>
 * {"body":"text", "messageId":"m1", "correlationId":"c", "userId":"u", "contentType":"text/plain",
 *  "contentEncoding":"utf-8", "timeToLiveSeconds":3600, "properties":{"name":"value"}}
 * </pre>
 *
 * {@code bodyBase64} stands for a body that is no text; answers 202 with the message's {@code
 * sequenceNumber}.
 */
final class MessageAdmin {

  private final Devices devices;
  private final CloudMessages messages;

  MessageAdmin(Devices devices, CloudMessages messages) {
    this.devices = devices;
    this.messages = messages;
  }

  void addTo(Router router) {
    router.post("/admin/devices/:id/messages").handler(this::send);
  }

  private void send(RoutingContext request) {
    sent(request)
        .onComplete(sent -> accepted(request, sent.sequence()), cause -> refuse(request, cause));
  }

  private Future<CloudMessage> sent(RoutingContext request) {
    try {
      var deviceId = devices.get(request.pathParam("id")).identity().deviceId();
      return messages.send(deviceId, CloudMessageRequest.of(body(request)));
    } catch (HubFailure refused) {
      return Future.failedFuture(refused);
    }
  }

  private static JsonObject body(RoutingContext request) {
    var content = request.body().buffer();
    try {
      return JsonText.object(content == null ? Buffer.buffer() : content);
    } catch (DecodeException | ClassCastException malformed) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The body is no JSON object");
    }
  }

  private static void accepted(RoutingContext request, long sequence) {
    request
        .response()
        .setStatusCode(202)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("sequenceNumber", sequence).toBuffer());
  }

  private static void refuse(RoutingContext request, Throwable cause) {
    if (cause instanceof HubFailure refused) {
      var unknown = refused.code() == Code.DEVICE_NOT_FOUND;
      var problem = unknown ? Problem.NOT_FOUND : Problem.BAD_REQUEST;
      problem.write(request, String.valueOf(refused.getMessage()));
    } else {
      request.fail(cause);
    }
  }
}
