// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A bare socket to the hub, for packets that no client sends. */
final class RawTls implements AutoCloseable {

  private final Socket socket;
  private final Socket below;

  private RawTls(Socket socket, Socket below) {
    this.socket = socket;
    this.below = below;
  }

  static RawTls open(TestHub hub) throws IOException {
    return open(hub, hub.hub.mqttPort());
  }

  static RawTls open(TestHub hub, int port) throws IOException {
    return bounded(hub.trust().getSocketFactory().createSocket(hub.host, port));
  }

  /** One with little room for what it does not read. */
  static RawTls narrow(TestHub hub) throws IOException {
    return narrow(hub, hub.hub.mqttPort());
  }

  static RawTls narrow(TestHub hub, int port) throws IOException {
    var plain = new Socket();
    plain.setReceiveBufferSize(8 * 1024);
    plain.connect(new InetSocketAddress(hub.host, port));
    var tls = hub.trust().getSocketFactory().createSocket(plain, hub.host, port, true);
    tls.setSoTimeout(10_000);
    return new RawTls(tls, plain);
  }

  static RawTls plain(TestHub hub) throws IOException {
    return bounded(new Socket(hub.host, hub.hub.mqttPort()));
  }

  private static RawTls bounded(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    return new RawTls(socket, socket);
  }

  RawTls send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The next byte, or -1 once the hub has closed. */
  int read() throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketTimeoutException stillOpen) {
      throw new IOException("the hub neither answered nor closed", stillOpen);
    } catch (IOException reset) {
      return -1;
    }
  }

  byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /** From below: TLS would wait for a write that is stuck. */
  @Override
  public void close() throws IOException {
    below.close();
  }
}
