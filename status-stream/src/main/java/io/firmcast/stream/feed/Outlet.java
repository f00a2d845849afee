// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

/** The connection to one client, of whatever kind. Confined to its context. */
interface Outlet {

  boolean isOpen();

  /** Whether what was written waits, since the client reads more slowly. */
  boolean isFull();

  /** Sends a frame; it may be lost with the connection, as everything may. */
  void write(Frame frame);

  /** Ends the connection, waiting a little for who still reads. */
  void close(CloseCode code, String reason);

  /** Ends the connection now. */
  void cut();

  /** Looks whether the other side still lives, where the connection itself can tell. */
  void ping();

  /** Called each time when a full connection takes more again. */
  void onDrain(Runnable then);

  /** Called once when it has ended, whoever ended it. */
  void onClose(Runnable then);
}
