// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.ProxySettings;
import com.microsoft.azure.sdk.iot.device.SasTokenProvider;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;

/** Dials with Microsoft's {@code iot-device-client}, which knows port 8883, or WebSocket. */
final class AzureSdkDialer implements Dialer {

  /** The SDK waits a minute for a hub that accepts and says nothing, and more to subscribe. */
  private static final Duration DIAL_LIMIT = Duration.ofSeconds(100);

  private static final int MQTT_PORT = 8883;

  private final Vertx vertx;
  private final ConnectionString device;
  private final SSLContext tls;
  private final LinkOptions options;
  private final Clock clock;
  private final Workers pool;

  AzureSdkDialer(
      Vertx vertx,
      ConnectionString device,
      SSLContext tls,
      LinkOptions options,
      Clock clock,
      Workers pool) {
    this.vertx = vertx;
    this.device = device;
    this.tls = tls;
    this.options = options;
    this.clock = clock;
    this.pool = pool;
  }

  @Override
  public Future<Connection> dial(Inbound inbound) {
    var context = vertx.getOrCreateContext();
    return pool.call(this::client)
        .compose(client -> open(new AzureSdkConnection(client, pool, context, inbound)));
  }

  private Future<Connection> open(AzureSdkConnection connection) {
    var abandoned = new AtomicBoolean();
    return pool.call(() -> opened(connection, abandoned))
        .timeout(DIAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure -> {
              abandoned.set(true);
              var known = explain(failure);
              return connection.close().transform(closed -> Future.failedFuture(known));
            });
  }

  /** Opens, unless that waited so long for a thread that nobody wants it any more; blocking. */
  private static Connection opened(AzureSdkConnection connection, AtomicBoolean abandoned)
      throws IotHubClientException, InterruptedException {
    if (abandoned.get()) {
      throw LinkException.of(Reason.NOT_CONNECTED, "given up before it was dialled");
    }
    connection.open();
    if (abandoned.get()) {
      connection.shut();
      throw LinkException.of(Reason.NOT_CONNECTED, "given up while it was dialled");
    }
    return connection;
  }

  /**
   * With a provider of tokens rather than the connection string, as the SDK takes no host name
   * without a dot from the latter; for a certificate there is only the latter.
   */
  private DeviceClient client() {
    if (device.isX509()) {
      return new DeviceClient(certified(), protocol(), clientOptions());
    }
    SasTokenProvider token =
        () -> SasToken.forDevice(device, clock.instant().plus(options.tokenLife())).toCharArray();
    return new DeviceClient(hub(), device.deviceId(), token, protocol(), clientOptions());
  }

  /** The port of a WebSocket comes in as that of a gateway: the SDK takes it from nowhere else. */
  private String certified() {
    var gateway = hub().equals(device.host()) ? "" : ";GatewayHostName=" + hub();
    return "HostName=%s;DeviceId=%s;x509=true%s"
        .formatted(device.host(), device.deviceId(), gateway);
  }

  /** With the port where it is not the one that the SDK dials by itself. */
  private String hub() {
    var port = options.webSocketPort();
    return port == null || port == LinkOptions.HTTPS ? device.host() : device.host() + ":" + port;
  }

  private IotHubClientProtocol protocol() {
    return options.webSocketPort() == null
        ? IotHubClientProtocol.MQTT
        : IotHubClientProtocol.MQTT_WS;
  }

  private ClientOptions clientOptions() {
    var builder = ClientOptions.builder().sslContext(tls);
    var proxy = options.proxy();
    if (proxy != null) {
      var address = new InetSocketAddress(proxy.host(), proxy.port());
      var password = proxy.password();
      builder.proxySettings(
          new ProxySettings(
              new Proxy(Proxy.Type.HTTP, address),
              proxy.user(),
              password == null ? null : password.toCharArray()));
    }
    return builder.build();
  }

  private LinkException explain(Throwable failure) {
    var known = AzureSdkFailures.explain(failure);
    if (known.reason() == Reason.REFUSED) {
      return new LinkException(
          Reason.REFUSED,
          "%s does not accept the credentials of %s".formatted(device.host(), device.deviceId()),
          failure);
    }
    var what = failure instanceof TimeoutException ? "no answer in time" : known.getMessage();
    return new LinkException(Reason.NOT_CONNECTED, "%s: %s".formatted(address(), what), failure);
  }

  private String address() {
    var port = options.webSocketPort() == null ? MQTT_PORT : options.webSocketPort();
    return device.host() + ":" + port;
  }
}
