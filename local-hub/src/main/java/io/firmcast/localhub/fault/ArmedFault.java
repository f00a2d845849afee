// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.wire.TimeText;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A rule that is on, with its dice and its count. Callable from any thread. */
public final class ArmedFault {

  private static final int STRIKES = 0;
  private static final int TIME = 1;

  private final String id;
  private final FaultRule rule;
  private final LongSupplier nanoTime;
  private final long since;
  private final Dice dice;
  private final Glob devices;
  private final LongAdder occasions = new LongAdder();
  private final LongAdder struck = new LongAdder();

  ArmedFault(String id, FaultRule rule, LongSupplier nanoTime) {
    this.id = id;
    this.rule = rule;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
    this.dice = new Dice(rule.seed());
    this.devices = new Glob(rule.devices());
  }

  public String id() {
    return id;
  }

  public FaultRule rule() {
    return rule;
  }

  /** Whether it goes wrong on this occasion; null if not. */
  public @Nullable Strike strike(String deviceId) {
    if (!devices.matches(deviceId) || over()) {
      return null;
    }
    occasions.increment();
    var thrown = dice.next(deviceId);
    if (thrown.number(STRIKES) >= rule.rate()) {
      return null;
    }
    struck.increment();
    return new Strike(rule.time().at(thrown.number(TIME)), rule.count(), rule.status());
  }

  /** Whether its time is up. */
  public boolean over() {
    var lasting = rule.lasting();
    return lasting != null && nanoTime.getAsLong() - since >= lasting.toNanos();
  }

  /** The rule with its id, how it fared so far and how long it stays on. */
  public JsonObject json() {
    var json = new JsonObject().put("id", id).mergeIn(FaultText.json(rule));
    json.put("occasions", occasions.sum()).put("struck", struck.sum());
    var lasting = rule.lasting();
    if (lasting != null) {
      var left = Math.max(0, lasting.toNanos() - (nanoTime.getAsLong() - since));
      json.put("left", TimeText.of(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(left))));
    }
    return json;
  }

  /** How often it struck. */
  public long struck() {
    return struck.sum();
  }

  /** The time that holds for all devices at this moment; it changes every few seconds. */
  public Duration timeNow() {
    var slot = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since) / 5;
    return rule.time().at(Dice.at(rule.seed(), slot).number(TIME));
  }
}
