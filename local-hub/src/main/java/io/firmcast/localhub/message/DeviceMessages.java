// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What devices have sent: the newest messages, as many as a fixed number and a fixed size allow,
 * and those who want to be told of each. In memory only: readers of a real hub have their own copy,
 * too. Callable from any thread.
 */
public final class DeviceMessages {

  private static final int MAX_MESSAGES = 1000;
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  private final Clock clock;
  private final ArrayDeque<DeviceMessage> newest = new ArrayDeque<>();
  private final List<DeviceMessageObserver> observers = new CopyOnWriteArrayList<>();
  private long lastSequence;
  private long bytes;

  public DeviceMessages(Clock clock) {
    this.clock = clock;
  }

  /** Takes in a message; the oldest make room for it. */
  public synchronized void receive(String deviceId, PropertyBag properties, Buffer body) {
    var message = new DeviceMessage(++lastSequence, clock.instant(), deviceId, properties, body);
    newest.add(message);
    bytes += body.length();
    while (newest.size() > MAX_MESSAGES || bytes > MAX_BYTES) {
      bytes -= newest.remove().body().length();
    }
    for (var observer : observers) {
      observer.received(message);
    }
  }

  /** The messages still held whose sequence number is higher, oldest first; 0 for all. */
  public synchronized List<DeviceMessage> after(long sequence) {
    return newest.stream().filter(message -> message.sequence() > sequence).toList();
  }

  /**
   * Tells an observer of each message from now on.
   *
   * @return what ends it
   */
  public Runnable observe(DeviceMessageObserver observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }
}
