// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that goes to one device, in the order in which it was handed over, from any thread. A device
 * that does not read is disconnected once more than four megabytes wait for it, so that it costs
 * the others nothing.
 */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MAX_WAITING_BYTES = 4 * 1024 * 1024;

  private final MqttEndpoint endpoint;
  private final DeviceSocket socket;
  private final Context context;
  private int waitingBytes;

  Outbox(MqttEndpoint endpoint, DeviceSocket socket, Context context) {
    this.endpoint = endpoint;
    this.socket = socket;
    this.context = context;
  }

  /** Does something with the endpoint, in turn; nothing if the connection has ended. */
  void then(Runnable step) {
    context.runOnContext(
        turn -> {
          if (endpoint.isConnected()) {
            step.run();
          }
        });
  }

  /** Publishes with QoS 0, as IoT Hub does for all but messages; to be called in turn. */
  void publish(String topic, Buffer payload) {
    publish(topic, payload, Outbox::nothing);
  }

  /** The same, and does something, in turn, when it is written to the socket or cannot be. */
  void publish(String topic, Buffer payload, Runnable written) {
    if (mayWrite(topic, payload)) {
      var write = endpoint.publish(topic, payload, MqttQoS.AT_MOST_ONCE, false, false);
      count(topic.length() + payload.length(), write, written);
    }
  }

  /** Publishes with QoS 1; to be called in turn. */
  void publishForSure(String topic, Buffer payload, int packetId, boolean dup) {
    if (mayWrite(topic, payload)) {
      var write = endpoint.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, dup, false, packetId);
      count(topic.length() + payload.length(), write, Outbox::nothing);
    }
  }

  private boolean mayWrite(String topic, Buffer payload) {
    if (waitingBytes > MAX_WAITING_BYTES) {
      LOG.atInfo().addKeyValue("deviceId", endpoint.clientIdentifier()).log("slow reader dropped");
      // Cut, for a polite close would wait behind what the device does not read.
      socket.cut();
      return false;
    }
    waitingBytes += topic.length() + payload.length();
    return true;
  }

  private void count(int size, Future<Integer> write, Runnable written) {
    write.onComplete(
        done ->
            context.runOnContext(
                turn -> {
                  waitingBytes -= size;
                  written.run();
                }));
  }

  private static void nothing() {}
}
