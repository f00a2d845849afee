// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;

/**
 * The floor of the library: a vertx-mqtt server that accepts everyone, acknowledges everything and
 * does nothing, and an HTTPS server that sends back what it gets. Arguments: port; HTTPS port;
 * engine {@code plain}, {@code jdk} or {@code native}; certificate; key.
 */
final class BareServer {

  private BareServer() {}

  public static void main(String[] args) {
    var loops = Runtime.getRuntime().availableProcessors();
    Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
        .deployVerticle(
            () -> new Bare(options(args), https(args)), new DeploymentOptions().setInstances(loops))
        .onComplete(
            deployed -> System.out.println("ready " + args[0] + " " + args[1]),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }

  private static MqttServerOptions options(String[] args) {
    var options = new MqttServerOptions();
    options.setHost(Server.HOST).setPort(Integer.parseInt(args[0]));
    options.setMaxMessageSize(256 * 1024);
    if (!args[2].equals("plain")) {
      options
          .setSsl(true)
          .setKeyCertOptions(new PemKeyCertOptions().setCertPath(args[3]).setKeyPath(args[4]));
      options.setSslEngineOptions(
          args[2].equals("native") ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions());
    }
    return options;
  }

  private static HttpServerOptions https(String[] args) {
    return new HttpServerOptions()
        .setHost(Server.HOST)
        .setPort(Integer.parseInt(args[1]))
        .setSsl(true)
        .setSslEngineOptions(new OpenSSLEngineOptions())
        .setKeyCertOptions(new PemKeyCertOptions().setCertPath(args[3]).setKeyPath(args[4]));
  }

  private static final class Bare extends AbstractVerticle {

    private final MqttServerOptions options;
    private final HttpServerOptions https;

    Bare(MqttServerOptions options, HttpServerOptions https) {
      this.options = options;
      this.https = https;
    }

    @Override
    public void start(Promise<Void> started) {
      MqttServer.create(vertx, options)
          .endpointHandler(Bare::connected)
          .exceptionHandler(cause -> {})
          .listen()
          .compose(
              listening ->
                  vertx
                      .createHttpServer(https)
                      .requestHandler(
                          request ->
                              request
                                  .body()
                                  .compose(body -> request.response().end(body))
                                  .onFailure(gone -> {}))
                      .listen())
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private static void connected(MqttEndpoint endpoint) {
      endpoint.publishHandler(message -> answer(endpoint, message));
      endpoint.subscribeHandler(
          s ->
              endpoint.subscribeAcknowledge(
                  s.messageId(),
                  s.topicSubscriptions().stream().map(t -> t.qualityOfService()).toList()));
      endpoint.accept(false);
    }

    /** Acknowledges, or sends what is not to be acknowledged back. */
    private static void answer(MqttEndpoint endpoint, MqttPublishMessage message) {
      if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
        endpoint.publishAcknowledge(message.messageId());
      } else {
        endpoint.publish(
            message.topicName(), message.payload(), MqttQoS.AT_MOST_ONCE, false, false);
      }
    }
  }
}
