// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A device at a real hub, as bare as can be: it answers methods by a function and reports what it
 * is told to (iot-hub-protocol.md section 2).
 */
public final class MqttDevice {
  private final MqttClient client;
  private final BiFunction<String, JsonObject, @Nullable MethodAnswer> methods;

  private MqttDevice(
      MqttClient client, BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    this.client = client;
    this.methods = methods;
  }

  /**
   * Connects and subscribes to methods.
   *
   * @param methods from name and payload to the answer; null to give none
   */
  public static Future<MqttDevice> connect(
      Vertx vertx,
      ConnectionString device,
      int port,
      String caPem,
      BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    var options =
        new MqttClientOptions()
            .setClientId(device.deviceId())
            .setUsername(
                "%s/%s/?api-version=2021-04-12".formatted(device.host(), device.deviceId()))
            .setPassword(SasToken.forDevice(device, Instant.now().plusSeconds(3600)))
            .setCleanSession(true)
            // Of 10, as it is by default, an eleventh answer at once would be lost.
            .setMaxInflightQueue(1_000)
            .setSsl(true)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(caPem)));
    var client = MqttClient.create(vertx, options);
    var connecting = new MqttDevice(client, methods);
    client.publishHandler(connecting::answer);
    // The client's own future says only that SUBSCRIBE was sent; a method that comes before the
    // hub has read it would find the device offline.
    var subscribed = Promise.<MqttDevice>promise();
    client.subscribeCompletionHandler(acknowledged -> subscribed.tryComplete(connecting));
    return client
        .connect(port, device.host())
        .compose(connected -> client.subscribe("$iothub/methods/POST/#", 1))
        .compose(sent -> subscribed.future());
  }

  /** Sends a patch of the reported properties. */
  public Future<Integer> report(JsonObject patch) {
    return publish("$iothub/twin/PATCH/properties/reported/?$rid=1", patch.toBuffer());
  }

  /** Leaves. */
  public Future<Void> disconnect() {
    return client.disconnect();
  }

  private void answer(MqttPublishMessage call) {
    var topic = call.topicName();
    var name = topic.split("/", -1)[3];
    var answer = methods.apply(name, call.payload().toJsonObject());
    if (answer != null) {
      var rid = topic.substring(topic.indexOf("$rid="));
      publish(
          "$iothub/methods/res/" + answer.status() + "/?" + rid,
          Json.encodeToBuffer(answer.payload()));
    }
  }

  private Future<Integer> publish(String topic, Buffer payload) {
    return client.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, false, false);
  }
}
