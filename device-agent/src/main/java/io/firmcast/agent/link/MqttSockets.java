// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of all MQTT clients of a process, from one net client. By itself vertx-mqtt makes a
 * net client for every connection, which is half of its memory, and knows no WebSocket; so it is
 * given a Vert.x that lends it sockets from here instead.
 */
final class MqttSockets {
  private static final Duration TCP_LIMIT = Duration.ofSeconds(10);

  private final NetClient net;
  private final Lender lender;
  private final @Nullable WebSocketHandshake handshake;

  /** To be made outside of a verticle: it would be closed together with that. */
  MqttSockets(Vertx vertx, SharedTls tls, LinkOptions options) {
    this.net = vertx.createNetClient(netOptions(tls, options));
    this.lender = new Lender((VertxInternal) vertx);
    this.handshake =
        options.webSocketPort() == null
            ? null
            : new WebSocketHandshake(options.certificate() != null);
  }

  /** A client that is not connected yet; the options of its socket are not looked at. */
  MqttClient client(MqttClientOptions options) {
    return MqttClient.create(lender, options);
  }

  private static NetClientOptions netOptions(SharedTls tls, LinkOptions options) {
    var net = new NetClientOptions();
    net.setSsl(true)
        .setSslEngineOptions(tls)
        .setHostnameVerificationAlgorithm("HTTPS")
        .setConnectTimeout((int) TCP_LIMIT.toMillis());
    var proxy = options.proxy();
    if (proxy != null) {
      net.setProxyOptions(proxy.toOptions());
    }
    return net;
  }

  private Future<NetSocket> socket(int port, String host) {
    var connected = net.connect(port, host);
    return handshake == null
        ? connected
        : connected.compose(socket -> handshake.on(socket, host, port));
  }

  /** A Vert.x of which a new net client is a borrowed socket. */
  private final class Lender extends VertxWrapper {

    Lender(VertxInternal vertx) {
      super(vertx);
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
      return new Borrowed();
    }
  }

  /** As much of a net client as an MQTT client uses: it connects once, and is closed once. */
  private final class Borrowed implements NetClient {
    private @Nullable NetSocket socket;
    private boolean closed;

    @Override
    public Future<NetSocket> connect(int port, String host, @Nullable String serverName) {
      return socket(port, host)
          .compose(
              made -> {
                socket = made;
                return closed
                    ? made.close().compose(gone -> Future.failedFuture("closed"))
                    : Future.succeededFuture(made);
              });
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      closed = true;
      return socket == null ? Future.succeededFuture() : socket.close();
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
      return connect(port, host, null);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
      return connect(address, null);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, @Nullable String serverName) {
      return connect(address.port(), address.host(), serverName);
    }

    @Override
    public Future<NetSocket> connect(ConnectOptions options) {
      return Future.failedFuture(new UnsupportedOperationException("no MQTT client does this"));
    }

    @Override
    public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
      return Future.succeededFuture(false);
    }

    @Override
    public boolean isMetricsEnabled() {
      return false;
    }
  }
}
