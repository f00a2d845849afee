// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;

/** A device that speaks MQTT by hand and need not behave. */
final class RawDevice implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final MqttClient client;

  RawDevice(ConnectionString device, int mqttPort, Trust trust) throws TimeoutException {
    client =
        MqttClient.create(
            vertx,
            new MqttClientOptions()
                .setClientId(device.deviceId())
                .setUsername(device.host() + "/" + device.deviceId() + "/?api-version=2021-04-12")
                .setPassword(SasToken.forDevice(device, Instant.now().plusSeconds(3600)))
                .setSsl(true)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setTrustOptions(trusting(trust)));
    client.connect(mqttPort, device.host()).await(10, TimeUnit.SECONDS);
  }

  /** Takes methods from now on, and never answers one. */
  void listenToMethods() throws TimeoutException {
    Promise<Void> acknowledged = Promise.promise();
    client.subscribeCompletionHandler(suback -> acknowledged.tryComplete());
    client
        .subscribe("$iothub/methods/POST/#", 0)
        .compose(sent -> acknowledged.future())
        .await(10, TimeUnit.SECONDS);
  }

  /** Reports whatever it is told to. */
  RawDevice report(String json) throws TimeoutException {
    Promise<Void> acknowledged = Promise.promise();
    client.publishCompletionHandler(puback -> acknowledged.tryComplete());
    client
        .publish(
            "$iothub/twin/PATCH/properties/reported/?$rid=1",
            Buffer.buffer(json),
            MqttQoS.AT_LEAST_ONCE,
            false,
            false)
        .compose(sent -> acknowledged.future())
        .await(10, TimeUnit.SECONDS);
    return this;
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static TrustOptions trusting(Trust trust) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trust.keyStore());
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
