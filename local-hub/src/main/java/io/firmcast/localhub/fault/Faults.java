// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All rules that are on, to be asked wherever something could go wrong. Callable from any thread;
 * rules may come and go at any time. Without rules a question costs one volatile read.
 */
public final class Faults {

  static final int MOST_RULES = 1000;
  private static final ArmedFault[] NONE = {};

  private final LongSupplier nanoTime;
  private final Spells spells;
  private final Map<String, ArmedFault> byId = new LinkedHashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile ArmedFault[] armed = NONE;
  private int lastNumber;

  public Faults(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.spells = new Spells(nanoTime);
  }

  /** Whether something goes wrong on this occasion; null if not. The id may be empty. */
  public @Nullable Strike strike(FaultKind kind, String deviceId) {
    for (var fault : armed) {
      if (fault.rule().kind() == kind) {
        var strike = fault.strike(deviceId);
        if (strike != null) {
          return strike;
        }
      }
    }
    return null;
  }

  /** What a twin request of this device fails with on this occasion; null if with nothing. */
  public @Nullable HubFailure twinFailure(String deviceId) {
    var spell = spells.on(deviceId);
    if (spell == MessageFault.Type.THROTTLING) {
      return new HubFailure(Code.THROTTLED, "Throttled by a message's fault property.");
    }
    if (spell == MessageFault.Type.QUOTA) {
      return new HubFailure(Code.QUOTA_EXCEEDED, "Quota exceeded by a message's fault property.");
    }
    var strike = strike(FaultKind.TWIN_ERROR, deviceId);
    return strike == null ? null : strike.failure();
  }

  /** What a service request about this device (empty: about none) fails with; null if nothing. */
  public @Nullable HubFailure restFailure(String deviceId) {
    var strike = strike(FaultKind.REST_ERROR, deviceId);
    return strike == null ? null : strike.failure();
  }

  /** How much later queries see changes at this moment. */
  public Duration queryLag() {
    for (var fault : armed) {
      if (fault.rule().kind() == FaultKind.QUERY_LAG && !fault.over()) {
        return fault.timeNow();
      }
    }
    return Duration.ZERO;
  }

  /** Begins what a device asked for in a message; to be called when its delay is over. */
  public void begin(String deviceId, MessageFault fault) {
    spells.begin(deviceId, fault);
  }

  /** What a device asked for that still lasts; null if nothing. */
  public MessageFault.@Nullable Type spell(String deviceId) {
    return spells.on(deviceId);
  }

  /** Adds a rule and gives the id it got. */
  public synchronized String add(FaultRule rule) {
    var id = freeId(rule);
    put(id, rule);
    return id;
  }

  /** Puts a rule under an id, in place of the one that was there; its dice and time begin anew. */
  public synchronized void put(String id, FaultRule rule) {
    if (byId.size() >= MOST_RULES && !byId.containsKey(id)) {
      throw new IllegalArgumentException("rules: must be at most " + MOST_RULES);
    }
    byId.put(id, new ArmedFault(id, rule, nanoTime));
    changed();
  }

  /** Takes all rules away and puts others in their place. */
  public synchronized void replaceAll(List<FaultRule> rules) {
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException("rules: must be at most " + MOST_RULES);
    }
    byId.clear();
    for (var rule : rules) {
      var id = freeId(rule);
      byId.put(id, new ArmedFault(id, rule, nanoTime));
    }
    changed();
  }

  /** Takes a rule away; false if there is none of this id. */
  public synchronized boolean remove(String id) {
    var removed = byId.remove(id) != null;
    changed();
    return removed;
  }

  public void clear() {
    replaceAll(List.of());
  }

  /** The rule of an id, unless its time is up. */
  public Optional<ArmedFault> find(String id) {
    return all().stream().filter(fault -> fault.id().equals(id)).findFirst();
  }

  /** The rules whose time is not up, in the order in which they came. */
  public List<ArmedFault> all() {
    return Arrays.stream(armed).filter(fault -> !fault.over()).toList();
  }

  /** Has a step run after each change of the rules, on the thread that made it. */
  public void onChange(Runnable step) {
    listeners.add(step);
  }

  private String freeId(FaultRule rule) {
    String id;
    do {
      id = rule.kind().text() + "-" + ++lastNumber;
    } while (byId.containsKey(id));
    return id;
  }

  private void changed() {
    byId.values().removeIf(ArmedFault::over);
    armed = new ArrayList<>(byId.values()).toArray(NONE);
    listeners.forEach(Runnable::run);
  }
}
