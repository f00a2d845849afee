// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What devices asked for by message that lasts; the newest of a device counts. */
final class Spells {

  private record Spell(MessageFault.Type type, long began, long lasting) {}

  private final LongSupplier nanoTime;
  private final Map<String, Spell> byDevice = new ConcurrentHashMap<>();

  Spells(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void begin(String deviceId, MessageFault fault) {
    byDevice.values().removeIf(this::over);
    byDevice.put(
        deviceId, new Spell(fault.type(), nanoTime.getAsLong(), fault.lasting().toNanos()));
  }

  MessageFault.@Nullable Type on(String deviceId) {
    if (byDevice.isEmpty()) {
      return null;
    }
    var spell = byDevice.get(deviceId);
    return spell == null || over(spell) ? null : spell.type();
  }

  private boolean over(Spell spell) {
    return nanoTime.getAsLong() - spell.began() >= spell.lasting();
  }
}
