// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.head.AnyCertificate;
import io.firmcast.localhub.head.Head;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The MQTT side of the hub on one event loop: listens and speaks with whoever comes. */
public final class MqttVerticle extends VerticleBase implements Head {

  private static final long TO_PART_MS = 100;
  private static final long TO_SHAKE_HANDS_MS = 2_000;

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
        .connectHandler(this::speak)
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  /**
   * Takes in nobody new first and parts from those who are here a little later, when no other head
   * listens any more: a Java client that came back at once and was cut short in its TLS handshake
   * would never come again.
   */
  @Override
  public Future<?> stop() {
    protocol.drain();
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(TO_SHAKE_HANDS_MS, TimeUnit.MILLISECONDS);
  }

  private void speak(NetSocket socket) {
    socket.shutdownHandler(leave -> vertx.setTimer(TO_PART_MS, timer -> socket.close()));
    protocol.speak((NetSocketInternal) socket);
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
