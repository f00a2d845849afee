// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A device that speaks MQTT itself, for what the SDKs hide or never do. */
final class RawDevice implements AutoCloseable {

  static final String TWIN_ANSWERS = "$iothub/twin/res/#";
  static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  static final String METHODS = "$iothub/methods/POST/#";

  /** What a CONNECT says. */
  record Connect(
      String clientId, String userName, String password, boolean clean, int keepAliveSeconds) {

    static Connect of(TestHub hub, String deviceId, String key) {
      return new Connect(
          deviceId, userName(hub, deviceId), Sas.java(hub.host, deviceId, key), false, 230);
    }

    Connect withUserName(String other) {
      return new Connect(clientId, other, password, clean, keepAliveSeconds);
    }

    Connect withClientId(String other) {
      return new Connect(other, userName, password, clean, keepAliveSeconds);
    }

    Connect withPassword(String other) {
      return new Connect(clientId, userName, other, clean, keepAliveSeconds);
    }

    Connect withClean(boolean other) {
      return new Connect(clientId, userName, password, other, keepAliveSeconds);
    }

    Connect withKeepAlive(int seconds) {
      return new Connect(clientId, userName, password, clean, seconds);
    }

    static String userName(TestHub hub, String deviceId) {
      return hub.host + "/" + deviceId + "/?api-version=2020-09-30&DeviceClientType=raw%2F1.0";
    }
  }

  /** What came from the hub. */
  record Message(String topic, Buffer payload, MqttQoS qos) {

    JsonObject json() {
      return new JsonObject(payload);
    }
  }

  final List<Message> received = new CopyOnWriteArrayList<>();
  final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
  private final Map<String, Promise<Message>> awaited = new ConcurrentHashMap<>();
  private final MqttClient client;
  private final Promise<Void> closed = Promise.promise();
  private final boolean sessionPresent;

  private RawDevice(TestHub hub, Connect connect, boolean autoKeepAlive, boolean autoAck) {
    this(hub, connect, autoKeepAlive, autoAck, null);
  }

  private RawDevice(
      TestHub hub,
      Connect connect,
      boolean autoKeepAlive,
      boolean autoAck,
      @Nullable KeyCertOptions certificate) {
    var options = new MqttClientOptions();
    options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
    if (certificate != null) {
      options.setKeyCertOptions(certificate);
    }
    options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(hub.hub.caPem())));
    options.setClientId(connect.clientId()).setCleanSession(connect.clean());
    options.setUsername(connect.userName());
    if (!connect.password().isEmpty()) {
      options.setPassword(connect.password());
    }
    options.setKeepAliveInterval(connect.keepAliveSeconds()).setAutoKeepAlive(autoKeepAlive);
    options.setAutoAck(autoAck);
    // By default the client throws away what it publishes while ten are not acknowledged.
    options.setMaxMessageSize(512 * 1024).setMaxInflightQueue(1000);
    client = MqttClient.create(hub.vertx, options);
    client.publishHandler(m -> arrived(new Message(m.topicName(), m.payload(), m.qosLevel())));
    client.publishCompletionHandler(acknowledged::add);
    client.closeHandler(end -> closed.tryComplete());
    var ack = TestHub.await(client.connect(hub.hub.mqttPort(), hub.host));
    sessionPresent = ack.isSessionPresent();
  }

  static RawDevice connect(TestHub hub, Connect connect) {
    return new RawDevice(hub, connect, true, true);
  }

  static RawDevice connect(TestHub hub, String deviceId, String key) {
    return connect(hub, Connect.of(hub, deviceId, key));
  }

  /** With a certificate in the TLS handshake. */
  static RawDevice connect(TestHub hub, Connect connect, KeyCertOptions certificate) {
    return new RawDevice(hub, connect, true, true, certificate);
  }

  /** One that never pings. */
  static RawDevice silent(TestHub hub, Connect connect) {
    return new RawDevice(hub, connect, false, true);
  }

  /** One that acknowledges nothing. */
  static RawDevice deaf(TestHub hub, String deviceId, String key) {
    return new RawDevice(hub, Connect.of(hub, deviceId, key), true, false);
  }

  /** The CONNACK code of a CONNECT, 0 if it is accepted. */
  static int connackOf(TestHub hub, Connect connect) {
    return connackOf(() -> connect(hub, connect));
  }

  /** The CONNACK code that a device gets when it is made. */
  static int connackOf(Supplier<RawDevice> device) {
    try {
      device.get().close();
      return 0;
    } catch (IllegalStateException refused) {
      for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
        if (cause instanceof MqttConnectionException exception) {
          return exception.code().byteValue();
        }
      }
      throw refused;
    }
  }

  private void arrived(Message message) {
    received.add(message);
    awaited.forEach(
        (rid, answer) -> {
          if (message.topic().matches(".*[?&]\\$rid=" + Pattern.quote(rid) + "(&.*)?")) {
            awaited.remove(rid);
            answer.tryComplete(message);
          }
        });
  }

  boolean sessionPresent() {
    return sessionPresent;
  }

  RawDevice subscribe(String... filters) {
    for (var filter : filters) {
      subscribe(filter, 1);
    }
    return this;
  }

  /** Subscribes and waits for the SUBACK; gives the granted QoS. */
  int subscribe(String filter, int qos) {
    Promise<Integer> granted = Promise.promise();
    client.subscribeCompletionHandler(ack -> granted.tryComplete(ack.grantedQoSLevels().get(0)));
    TestHub.await(client.subscribe(filter, qos));
    return TestHub.await(granted.future());
  }

  void unsubscribe(String filter) {
    Promise<Void> done = Promise.promise();
    client.unsubscribeCompletionHandler(id -> done.tryComplete());
    TestHub.await(client.unsubscribe(filter));
    TestHub.await(done.future());
  }

  int publish(String topic, String payload) {
    return publish(topic, payload, MqttQoS.AT_LEAST_ONCE);
  }

  int publish(String topic, String payload, MqttQoS qos) {
    return TestHub.await(client.publish(topic, Buffer.buffer(payload), qos, false, false));
  }

  /** Publishes with the flags that clients set on a repetition and on what is to be retained. */
  void publish(String topic, String payload, boolean dup, boolean retain) {
    TestHub.await(
        client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, dup, retain));
  }

  /** Publishes what makes the hub close, perhaps while it is still being written. */
  void publishInVain(String topic, String payload) {
    var written =
        client.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false);
    TestHub.await(written.otherwise(0));
  }

  /** Sends and gives the message that answers it. */
  Message ask(String topic, String payload, String rid) {
    Promise<Message> answer = Promise.promise();
    awaited.put(rid, answer);
    publish(topic, payload);
    return TestHub.await(answer.future());
  }

  Message getTwin(String rid) {
    return ask("$iothub/twin/GET/?$rid=" + rid, "", rid);
  }

  Message report(String patch, String rid) {
    return ask("$iothub/twin/PATCH/properties/reported/?$rid=" + rid, patch, rid);
  }

  /** Answers each method with 200 and the payload it was called with. */
  RawDevice echoMethods() {
    client.publishHandler(
        m -> {
          arrived(new Message(m.topicName(), m.payload(), m.qosLevel()));
          if (m.topicName().startsWith("$iothub/methods/POST/")) {
            client.publish(reply(m.topicName()), m.payload(), MqttQoS.AT_LEAST_ONCE, false, false);
          }
        });
    return this;
  }

  static String reply(String callTopic) {
    var rid = callTopic.substring(callTopic.indexOf("$rid=") + "$rid=".length());
    return "$iothub/methods/res/200/?$rid=" + rid;
  }

  Message awaitMessage(String topicPrefix) {
    await().until(() -> received.stream().anyMatch(m -> m.topic().startsWith(topicPrefix)));
    return received.stream().filter(m -> m.topic().startsWith(topicPrefix)).findFirst().get();
  }

  void awaitClosed() {
    TestHub.await(closed.future());
  }

  boolean connected() {
    return client.isConnected();
  }

  /** Sends DISCONNECT. */
  @Override
  public void close() {
    if (client.isConnected()) {
      TestHub.await(client.disconnect());
    }
  }
}
