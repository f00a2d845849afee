// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * Makes the links of one process, which share one TLS context and, for the Azure SDK, one pool of
 * workers. Thread-safe.
 */
public final class Links {
  /** The hub takes a newcomer at once; a hub that was away is asked every 15 s on average. */
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final SSLContext tls;
  private final SharedTls sharedTls;
  private final Clock clock;
  private final Backoff backoff;
  private final Workers pool;

  public Links(Vertx vertx, Trust trust, Clock clock, RandomGenerator random) {
    this(vertx, trust, clock, new Backoff(FIRST_WAIT, LONGEST_WAIT, random));
  }

  Links(Vertx vertx, Trust trust, Clock clock, Backoff backoff) {
    this.vertx = vertx;
    this.tls = trust.sslContext();
    this.sharedTls = new SharedTls(tls);
    this.clock = clock;
    this.backoff = backoff;
    this.pool = new Workers(vertx);
  }

  /**
   * A link for the device of that connection string, not open yet.
   *
   * @param mqttPort only {@link LinkKind#MQTT} can dial another than 8883
   */
  public DeviceLink make(LinkKind kind, ConnectionString device, int mqttPort) {
    var dialer =
        switch (kind) {
          case MQTT -> new MqttDialer(vertx, device, mqttPort, sharedTls, clock);
          case AZURE_SDK -> new AzureSdkDialer(vertx, device, tls, clock, pool);
        };
    return new SupervisedLink(vertx, dialer, backoff, clock, Dialer.TOKEN_LIFE);
  }
}
