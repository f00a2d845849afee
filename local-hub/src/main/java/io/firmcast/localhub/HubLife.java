// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.head.Heads;
import io.firmcast.localhub.rest.RestVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub from its first listening socket to its last answer: in which order its parts come and go.
 */
final class HubLife {

  private static final Logger LOG = LoggerFactory.getLogger(HubLife.class);
  private static final Duration TO_ANSWER = Duration.ofSeconds(2);
  private static final Duration TO_WRITE_THE_LAST = Duration.ofSeconds(1);
  private static final long PRESENCE_PERIOD_MS = 30_000;

  private final Vertx vertx;
  private final LocalHubSettings settings;
  private final Assembly parts;
  private volatile long presenceTimer = -1;

  HubLife(Vertx vertx, LocalHubSettings settings, Assembly parts) {
    this.vertx = vertx;
    this.settings = settings;
    this.parts = parts;
  }

  /** HTTPS first: a device that gets through must find a hub whose service side is there. */
  Future<Void> begin() {
    return parts
        .access
        .keep()
        .compose(kept -> listen(parts.rest, PortInUseException.Kind.HTTPS, settings.httpsPort()))
        .compose(listening -> listen(parts.mqtt, PortInUseException.Kind.MQTT, settings.mqttPort()))
        .map(listening -> presenceTimer = vertx.setPeriodic(PRESENCE_PERIOD_MS, this::keepPresence))
        .onSuccess(listening -> parts.begin())
        .onSuccess(
            listening ->
                LOG.atInfo()
                    .addKeyValue("mqttPort", parts.mqtt.port())
                    .addKeyValue("httpsPort", parts.rest.port())
                    .addKeyValue("data", settings.data())
                    .log("local hub ready; this is not Azure IoT Hub"))
        .mapEmpty();
  }

  /** Answers what is in flight for up to two seconds. A second call does nothing more. */
  Future<Void> end() {
    parts.jobs.close();
    parts.configurations.close();
    parts.reception.drain();
    parts.throttles.close();
    vertx.cancelTimer(presenceTimer);
    parts.reaper.close();
    var patience = vertx.setTimer(TO_ANSWER.toMillis(), timer -> parts.methods.abandon());
    return Future.join(parts.rest.all().stream().map(HubLife::answerTheLast).toList())
        .eventually(() -> Future.succeededFuture(vertx.cancelTimer(patience)))
        .eventually(() -> Future.join(parts.rest.close(), parts.mqtt.close()))
        .eventually(() -> vertx.executeBlocking(parts.presences::keep, false).compose(k -> k))
        .eventually(parts.store::close)
        .mapEmpty();
  }

  private void keepPresence(long timer) {
    vertx
        .executeBlocking(parts.presences::keep, false)
        .compose(keeping -> keeping)
        .onFailure(cause -> LOG.warn("presence not kept", cause));
  }

  /** Of the native transport it is no {@link java.net.BindException}. */
  private Future<Void> listen(Heads<?> heads, PortInUseException.Kind kind, int port) {
    return heads
        .listen(port)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof IOException
                        ? new PortInUseException(kind, settings.host(), port, cause)
                        : cause));
  }

  private static Future<Void> answerTheLast(RestVerticle head) {
    return head.drain(TO_ANSWER.plus(TO_WRITE_THE_LAST));
  }
}
