// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.tls.SslContextProvider;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrafficShapingOptions;
import io.vertx.core.net.impl.NetServerInternal;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * vertx-mqtt's protocol on any socket.
 *
 * <p>vertx-mqtt speaks on a port of its own only: {@code MqttServer} makes its net server itself,
 * its WebSocket variant does so a second time (and knows neither our path nor other requests beside
 * it), and the entrance of {@code MqttServerConnection} is not public. IoT Hub has MQTT on 8883
 * and, behind {@code /$iothub/websocket}, on the port of its REST API. So the MQTT server is given
 * a Vert.x whose net server listens nowhere and hands each socket over when told to: one from 8883
 * or one that the HTTPS side has upgraded. This also leaves the socket in our hands, without which
 * there is no back-pressure and no end for a client that does not read.
 */
public final class Protocol {

  private static final Logger LOG = LoggerFactory.getLogger(Protocol.class);
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;
  private static final int MAX_CLIENT_ID = 257;

  private final VertxInternal vertx;
  private final MqttServerOptions limits;
  private final Reception reception;

  /**
   * @param toConnect how long a socket may take until its CONNECT, at least a second
   */
  public Protocol(Vertx vertx, Duration toConnect, Reception reception) {
    this.vertx = (VertxInternal) vertx;
    this.limits = new MqttServerOptions();
    limits.setMaxMessageSize(MAX_MESSAGE_BYTES).setMaxClientIdLength(MAX_CLIENT_ID);
    limits.setAutoClientId(false).setTimeoutOnConnect((int) toConnect.toSeconds());
    this.reception = reception;
  }

  /**
   * Reads packets from now on and sends the CONNECT to the reception. In the socket's turn only.
   */
  void speak(NetSocketInternal socket) {
    var link = new DeviceSocket(socket);
    var port = new NoPort();
    var listening =
        MqttServer.create(new OnPort(vertx, port), limits)
            .endpointHandler(endpoint -> reception.connect(endpoint, link))
            .exceptionHandler(cause -> LOG.debug("connection refused before CONNECT", cause))
            .listen();
    // Until there is an endpoint; without one Vert.x tells what is no MQTT as an error of ours.
    socket.exceptionHandler(cause -> LOG.debug("what came is no MQTT", cause));
    port.accept(socket);
    socket.channelHandlerContext().pipeline().addBefore("handler", "userName", new UserNameAlone());
    link.begin();
    LOG.trace("one socket, one server: {}", listening);
  }

  void drain() {
    reception.drain();
  }

  /** A Vert.x that gives out one certain net server. */
  private static final class OnPort extends VertxWrapper {

    private final NoPort port;

    OnPort(VertxInternal vertx, NoPort port) {
      super(vertx);
      this.port = port;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
      return port;
    }
  }

  /** A net server that listens nowhere; its one socket is handed to it. */
  private static final class NoPort implements NetServerInternal {

    private @Nullable Handler<NetSocket> handler;

    void accept(NetSocket socket) {
      if (handler != null) {
        handler.handle(socket);
      }
    }

    @Override
    public NetServerInternal connectHandler(@Nullable Handler<NetSocket> newHandler) {
      handler = newHandler;
      return this;
    }

    @Override
    public @Nullable Handler<NetSocket> connectHandler() {
      return handler;
    }

    @Override
    public NetServerInternal exceptionHandler(Handler<Throwable> ignored) {
      return this;
    }

    @Override
    public @Nullable SslContextProvider sslContextProvider() {
      return null;
    }

    @Override
    public Future<NetServer> listen(ContextInternal context, SocketAddress address) {
      return Future.succeededFuture(this);
    }

    @Override
    public Future<NetServer> listen() {
      return Future.succeededFuture(this);
    }

    @Override
    public Future<NetServer> listen(SocketAddress address) {
      return Future.succeededFuture(this);
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      return Future.succeededFuture();
    }

    @Override
    public int actualPort() {
      return 0;
    }

    @Override
    public Future<Boolean> updateSSLOptions(ServerSSLOptions options, boolean force) {
      return Future.succeededFuture(false);
    }

    @Override
    public Future<Boolean> updateTrafficShapingOptions(TrafficShapingOptions options) {
      return Future.succeededFuture(false);
    }

    @Override
    public boolean isMetricsEnabled() {
      return false;
    }
  }
}
