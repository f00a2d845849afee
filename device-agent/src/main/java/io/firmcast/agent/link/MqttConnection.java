// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.agent.link.LinkException.Reason;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * IoT Hub's dialect over one MQTT connection, on its event loop. Everything goes with QoS 0: the
 * hub's answer to a request says more than a PUBACK would, and comes anyway.
 */
final class MqttConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
  private static final int SUBSCRIPTION_FAILED = 0x80;

  private final MqttClient client;
  private final Inbound inbound;
  private final PendingRequests requests;
  private final Promise<Void> subscribed = Promise.promise();
  private final Promise<LinkException> lost = Promise.promise();

  MqttConnection(MqttClient client, Inbound inbound, PendingRequests requests) {
    this.client = client;
    this.inbound = inbound;
    this.requests = requests;
    client.publishHandler(this::received);
    client.subscribeCompletionHandler(this::subscribed);
    client.closeHandler(closed -> ended());
    client.exceptionHandler(
        broken -> LOG.atDebug().addKeyValue("reason", broken).log("connection broken"));
  }

  /**
   * Asks for all that the hub may send. At each connection anew, although the session is a lasting
   * one: a hub that has lost it would otherwise stay silent without a word.
   */
  Future<Void> subscribe() {
    if (!client.isConnected()) {
      return notConnected();
    }
    var filters =
        Map.of(HubTopic.TWIN_ANSWERS, 0, HubTopic.DESIRED_CHANGES, 0, HubTopic.METHOD_CALLS, 0);
    return client.subscribe(filters).compose(sent -> subscribed.future());
  }

  @Override
  public Future<DeviceTwin> twin() {
    return requests
        .send(id -> publish(HubTopic.twinRequest(id), Buffer.buffer()))
        .map(body -> DeviceTwin.fromJson(body.toJsonObject()));
  }

  @Override
  public Future<Void> report(JsonObject patch) {
    return requests.send(id -> publish(HubTopic.reportRequest(id), patch.toBuffer())).mapEmpty();
  }

  @Override
  public Future<LinkException> lost() {
    return lost.future();
  }

  @Override
  public Future<Void> close() {
    return client.disconnect();
  }

  private void received(MqttPublishMessage message) {
    var topic = HubTopic.parse(message.topicName());
    if (topic instanceof HubTopic.TwinAnswer answer) {
      requests.answered(answer.requestId(), answer.status(), message.payload());
    } else if (topic instanceof HubTopic.MethodCall call) {
      answer(call, value(message.payload()));
    } else if (topic instanceof HubTopic.DesiredChange
        && value(message.payload()) instanceof JsonObject change) {
      inbound.desired(change);
    } else {
      LOG.atDebug().addKeyValue("topic", message.topicName()).log("message not understood");
    }
  }

  private void answer(HubTopic.MethodCall call, @Nullable Object payload) {
    inbound
        .method(call.name(), payload)
        .compose(
            reply ->
                publish(
                    HubTopic.methodReply(reply.status(), call.requestId()),
                    reply.payload().toBuffer()))
        .onFailure(
            unanswered ->
                LOG.atWarn()
                    .addKeyValue("method", call.name())
                    .addKeyValue("reason", unanswered.getMessage())
                    .log("direct method not answered"));
  }

  private void subscribed(MqttSubAckMessage answer) {
    if (answer.grantedQoSLevels().contains(SUBSCRIPTION_FAILED)) {
      subscribed.tryFail(
          LinkException.of(Reason.BAD_REQUEST, "the hub did not grant a subscription"));
    } else {
      subscribed.tryComplete();
    }
  }

  private void ended() {
    var why = LinkException.of(Reason.NOT_CONNECTED, "the hub closed the connection");
    subscribed.tryFail(why);
    requests.lost(why);
    lost.tryComplete(why);
  }

  /** The client throws when it has no connection, so it is asked first. */
  private Future<Void> publish(String topic, Buffer payload) {
    return client.isConnected()
        ? client.publish(topic, payload, MqttQoS.AT_MOST_ONCE, false, false).mapEmpty()
        : notConnected();
  }

  private static <T> Future<T> notConnected() {
    return Future.failedFuture(
        LinkException.of(Reason.NOT_CONNECTED, "the hub closed the connection"));
  }

  private static @Nullable Object value(Buffer payload) {
    if (payload.length() == 0) {
      return null;
    }
    try {
      return Json.decodeValue(payload);
    } catch (DecodeException notJson) {
      return payload.toString();
    }
  }
}
