// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Makes the links of one process, which share one TLS context, one net client and, for the Azure
 * SDK, one pool of workers. Thread-safe.
 */
public final class Links {
  /** The hub takes a newcomer at once; a hub that was away is asked every 15 s on average. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final SSLContext tls;
  private final MqttSockets sockets;
  private final LinkOptions options;
  private final Clock clock;
  private final Backoff backoff;
  private final Workers pool;

  /**
   * To be made outside of a verticle. Fails with an {@link IllegalArgumentException} where the
   * certificate of the options cannot be read.
   */
  public Links(Vertx vertx, Trust trust, LinkOptions options, Clock clock, RandomGenerator random) {
    this(vertx, trust, options, clock, new Backoff(FIRST_WAIT, LONGEST_WAIT, random));
  }

  Links(Vertx vertx, Trust trust, LinkOptions options, Clock clock, Backoff backoff) {
    var certificate = options.certificate();
    this.vertx = vertx;
    this.tls = certificate == null ? trust.sslContext() : certificate.sslContext(trust);
    SharedTls.keepNoTickets(tls);
    this.sockets = new MqttSockets(vertx, new SharedTls(tls), options);
    this.options = options;
    this.clock = clock;
    this.backoff = backoff;
    this.pool = new Workers(vertx);
  }

  /**
   * A link for the device of that connection string, not open yet.
   *
   * @param mqttPort only {@link LinkKind#MQTT} can dial another than 8883; not for WebSockets
   */
  public DeviceLink make(LinkKind kind, ConnectionString device, int mqttPort) {
    var port = options.webSocketPort() == null ? mqttPort : options.webSocketPort();
    var first = dialer(kind, device, port);
    if (device.isX509()) {
      return new SupervisedLink(vertx, first, backoff, clock, Optional.empty());
    }
    var spare = options.spareKey();
    var dialer =
        spare == null ? first : new TwoKeyDialer(first, dialer(kind, spare.of(device), port));
    return new SupervisedLink(vertx, dialer, backoff, clock, Optional.of(options.tokenLife()));
  }

  private Dialer dialer(LinkKind kind, ConnectionString device, int port) {
    return switch (kind) {
      case MQTT -> new MqttDialer(vertx, device, port, sockets, clock, options.tokenLife());
      case AZURE_SDK -> new AzureSdkDialer(vertx, device, tls, options, clock, pool);
    };
  }
}
