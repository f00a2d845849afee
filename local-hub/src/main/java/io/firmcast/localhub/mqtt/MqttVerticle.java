// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import org.jspecify.annotations.Nullable;

/** The MQTT side of the hub: listens and sends whoever comes to the reception. */
public final class MqttVerticle extends VerticleBase {

  private final MqttSettings settings;
  private final Reception reception;
  private @Nullable NetServer server;

  public MqttVerticle(MqttSettings settings, Reception reception) {
    this.settings = settings;
    this.reception = reception;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(Reception::unhandled);
    var protocol = new Protocol(vertx, settings.limits());
    return vertx
        .createNetServer(options())
        .connectHandler(socket -> protocol.speak((NetSocketInternal) socket, reception))
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    reception.drain();
    return server == null ? Future.succeededFuture() : server.close();
  }

  /** The port that is listened on. */
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  private NetServerOptions options() {
    return new NetServerOptions().setSsl(true).setKeyCertOptions(settings.certificate());
  }
}
