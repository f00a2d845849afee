// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import java.io.IOException;
import java.net.ServerSocket;

/** Ports that were free a moment ago, for processes that must be told theirs beforehand. */
final class Ports {
  private Ports() {}

  static int free() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
