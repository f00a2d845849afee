// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.head.AnyCertificate;
import io.firmcast.localhub.head.Head;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import org.jspecify.annotations.Nullable;

/** The MQTT side of the hub on one event loop: listens and speaks with whoever comes. */
public final class MqttVerticle extends VerticleBase implements Head {

  private final MqttSettings settings;
  private final Protocol protocol;
  private @Nullable NetServer server;

  public MqttVerticle(MqttSettings settings, Protocol protocol) {
    this.settings = settings;
    this.protocol = protocol;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(Reception::unhandled);
    return vertx
        .createNetServer(options())
        .connectHandler(socket -> protocol.speak((NetSocketInternal) socket))
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    protocol.drain();
    return server == null ? Future.succeededFuture() : server.close();
  }

  @Override
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  private NetServerOptions options() {
    return AnyCertificate.askedBy(
        settings.tls().applyTo(new NetServerOptions()).setKeyCertOptions(settings.certificate()));
  }
}
