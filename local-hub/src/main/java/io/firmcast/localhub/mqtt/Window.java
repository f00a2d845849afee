// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

/**
 * Bounds what a device may have unanswered: beyond it nothing more is read from its socket, so that
 * a device that does not wait for its answers cannot fill the hub's memory while the disk is slow.
 * Confined to the connection's context.
 */
final class Window {

  private static final int MAX_REQUESTS = 200;
  private static final int MAX_BYTES = 512 * 1024;

  private final DeviceSocket socket;
  private int requests;
  private int bytes;
  private boolean full;

  Window(DeviceSocket socket) {
    this.socket = socket;
  }

  void enter(int size) {
    requests++;
    bytes += size;
    if (!full && (requests >= MAX_REQUESTS || bytes >= MAX_BYTES)) {
      full = true;
      socket.holdBack(true);
    }
  }

  /** Reading goes on only when half is answered, or it would stop again at once. */
  void leave(int size) {
    requests--;
    bytes -= size;
    if (full && requests <= MAX_REQUESTS / 2 && bytes <= MAX_BYTES / 2) {
      full = false;
      socket.holdBack(false);
    }
  }
}
