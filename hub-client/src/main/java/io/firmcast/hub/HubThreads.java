// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for calls that block: virtual from JDK 24 on, platform threads before. Between 21 and 23
 * a virtual thread that blocks inside {@code synchronized}, as the JDK's HTTP client does, holds a
 * carrier thread, and a few stuck calls would stop all others (JEP 491).
 */
final class HubThreads {
  private static final String NAME = "firmcast-hub-";

  private HubThreads() {}

  static boolean areVirtual() {
    return Runtime.version().feature() >= 24;
  }

  static ThreadFactory factory() {
    return areVirtual() ? virtual() : platform();
  }

  /** By reflection, because the language level is 17. */
  private static ThreadFactory virtual() {
    try {
      var builder = Class.forName("java.lang.Thread$Builder");
      Object ofVirtual = Thread.class.getMethod("ofVirtual").invoke(null);
      Method name = builder.getMethod("name", String.class, long.class);
      Method factory = builder.getMethod("factory");
      return (ThreadFactory) factory.invoke(name.invoke(ofVirtual, NAME, 0L));
    } catch (ReflectiveOperationException everyJdkFrom21HasIt) {
      throw new IllegalStateException(everyJdkFrom21HasIt);
    }
  }

  private static ThreadFactory platform() {
    var count = new AtomicInteger();
    return task -> {
      var thread = new Thread(task, NAME + count.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
