// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One budget for everything that a process asks of its hub. Callable from any thread. */
public final class HubQuota {
  private final HubRates rates;
  private final Map<HubOperation, Budget> budgets = new EnumMap<>(HubOperation.class);

  public HubQuota(Vertx vertx, HubRates rates) {
    this(rates, QuotaTime.of(vertx));
  }

  HubQuota(HubRates rates, QuotaTime time) {
    this.rates = rates;
    for (var operation : HubOperation.values()) {
      budgets.put(operation, new Budget(operation, rates.perSecond(operation), time));
    }
  }

  /** What it was made of. */
  public HubRates rates() {
    return rates;
  }

  /** How each class of operations stands now. */
  public List<Spend> spend() {
    return budgets.values().stream().map(Budget::spend).toList();
  }

  /**
   * Completes, on any thread, when the operation may begin. Fails with a {@link
   * io.firmcast.hub.HubException} of {@code OVERLOADED} where too many wait already.
   */
  Future<Void> turn(HubOperation operation, Urgency urgency) {
    return budget(operation).turn(urgency);
  }

  void throttled(HubOperation operation, Duration pause) {
    budget(operation).pause(pause);
  }

  private Budget budget(HubOperation operation) {
    return requireNonNull(budgets.get(operation));
  }
}
