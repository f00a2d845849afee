// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.net.NetSocketInternal;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A device's socket below its packets: held back while the device has too much unanswered or does
 * not read, ended when it keeps silent, and cut where a polite close would wait for ever. Confined
 * to the socket's event loop.
 */
final class DeviceSocket extends ChannelInboundHandlerAdapter {

  // Section 1.6: 1.5 times the keep-alive, at most 29.45 minutes, which 0 stands for as well.
  private static final int LONGEST_SILENCE_SECONDS = 1767;
  private static final int SECONDS_TO_READ = 30;
  private static final int SECONDS_TO_CLOSE = 5;
  private static final Set<MqttMessageType> SERVERS_OWN =
      EnumSet.of(
          MqttMessageType.CONNACK,
          MqttMessageType.SUBACK,
          MqttMessageType.UNSUBACK,
          MqttMessageType.PINGRESP);
  private static final String OWN = "deviceSocket";

  private final NetSocketInternal socket;
  private boolean unread;
  private boolean unanswered;
  private boolean closing;
  private @Nullable ScheduledFuture<?> patience;
  private Runnable silent = this::cut;

  DeviceSocket(NetSocketInternal socket) {
    this.socket = socket;
  }

  /** Takes its place behind the decoder, so that it sees packets and not bytes. */
  void begin() {
    channel().pipeline().addBefore("handler", OWN, this);
  }

  /**
   * Calls back when no packet came for one and a half keep-alives. Takes the place of vertx-mqtt's
   * own handler, which knows no upper limit and whose close waits until a device has read all that
   * was sent to it.
   */
  void keepAlive(int seconds, Runnable onSilence) {
    silent = onSilence;
    var pipeline = channel().pipeline();
    if (pipeline.get("keepAliveHandler") != null) {
      pipeline.remove("keepAliveHandler");
      pipeline.remove("idle");
    }
    var wanted = (int) Math.ceil(seconds * 1.5);
    var limit = seconds == 0 ? LONGEST_SILENCE_SECONDS : Math.min(wanted, LONGEST_SILENCE_SECONDS);
    pipeline.addBefore(OWN, "idle", new IdleStateHandler(limit, 0, 0));
  }

  /** Stops reading, or goes on, because of what the hub has yet to answer. */
  void holdBack(boolean newUnanswered) {
    unanswered = newUnanswered;
    flow();
  }

  /** To be called after a polite close: cuts the socket if that has not gone through in time. */
  void cutSoon() {
    closing = true;
    await(SECONDS_TO_CLOSE);
  }

  /** Closes at once, whatever waits to be written. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody is left to be told.
  void cut() {
    channel().close();
  }

  /** Only a server may send these; vertx-mqtt would log them and go on. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    if (packet instanceof MqttMessage message
        && message.fixedHeader() != null
        && SERVERS_OWN.contains(message.fixedHeader().messageType())) {
      ReferenceCountUtil.release(packet);
      cut();
    } else {
      context.fireChannelRead(packet);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    unread = !context.channel().isWritable();
    flow();
    if (unread) {
      await(SECONDS_TO_READ);
    } else if (!closing) {
      waitNoMore();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    waitNoMore();
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent idle && idle.state() == IdleState.READER_IDLE) {
      silent.run();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  private void await(int seconds) {
    waitNoMore();
    patience = channel().executor().schedule(this::cut, seconds, TimeUnit.SECONDS);
  }

  private void waitNoMore() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  private void flow() {
    if (unread || unanswered) {
      socket.pause();
    } else {
      socket.resume();
    }
  }

  private ChannelHandlerContext channel() {
    return socket.channelHandlerContext();
  }
}
