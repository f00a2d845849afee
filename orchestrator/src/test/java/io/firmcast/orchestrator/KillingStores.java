// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.orchestrator.store.Batch;
import io.firmcast.orchestrator.store.Leases;
import io.firmcast.orchestrator.store.Outbox;
import io.firmcast.orchestrator.store.Requests;
import io.firmcast.orchestrator.store.RolloutStore;
import io.firmcast.orchestrator.store.Stores;
import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;

/** Stores before and behind whose writes the process may die. */
final class KillingStores {
  private final KillSwitch kill;

  KillingStores(KillSwitch kill) {
    this.kill = kill;
  }

  Stores around(Stores real) {
    return new Stores(
        real.updates(),
        killing(RolloutStore.class, real.rollouts()),
        killing(Leases.class, real.leases()),
        killing(Requests.class, real.requests()),
        killing(Outbox.class, real.outbox()),
        real.forecasts());
  }

  private <T> T killing(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              before(method.getName(), arguments).forEach(kill::reached);
              try {
                return ((Future<?>) method.invoke(real, arguments))
                    .andThen(kept -> behind(method.getName(), arguments).forEach(kill::reached));
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  private static Set<KillPoint> before(String method, Object[] arguments) {
    return switch (method) {
      case "append" -> unkept((Batch) arguments[2]);
      case "settle" -> EnumSet.of(KillPoint.WEBHOOK_SENT);
      default -> EnumSet.noneOf(KillPoint.class);
    };
  }

  private static Set<KillPoint> behind(String method, Object[] arguments) {
    return switch (method) {
      case "append" -> kept((Batch) arguments[2]);
      case "create" -> EnumSet.of(KillPoint.CREATED);
      case "ask" -> EnumSet.of(KillPoint.REQUEST_KEPT);
      case "take" -> EnumSet.of(KillPoint.LEASE_TAKEN);
      case "postpone" -> EnumSet.of(KillPoint.WEBHOOK_UNSENT);
      default -> EnumSet.noneOf(KillPoint.class);
    };
  }

  private static Set<KillPoint> unkept(Batch batch) {
    var points = EnumSet.noneOf(KillPoint.class);
    addIf(points, batch.lines().isEmpty() && !batch.executions().isEmpty(), "PLAN_HALF_KEPT");
    addIf(points, has(batch, "planned"), "PLAN_UNKEPT");
    addIf(points, has(batch, "deviceStarts"), "INTENT_UNKEPT");
    addIf(points, has(batch, "answered"), "ANSWER_UNKEPT");
    addIf(points, has(batch, "desiredWritten"), "DESIRED_UNKEPT");
    addIf(points, has(batch, "reported"), "REPORT_UNKEPT");
    addIf(points, !batch.answers().isEmpty(), "REQUEST_UNANSWERED");
    addIf(points, batch.endedAt() != null, "END_UNKEPT");
    return points;
  }

  private static Set<KillPoint> kept(Batch batch) {
    var points = EnumSet.noneOf(KillPoint.class);
    addIf(points, has(batch, "deviceStarts"), "INTENT_KEPT");
    addIf(points, has(batch, "answered"), "ANSWER_KEPT");
    addIf(points, has(batch, "desiredWritten"), "DESIRED_KEPT");
    addIf(points, has(batch, "reported"), "REPORT_KEPT");
    addIf(points, !batch.answers().isEmpty(), "REQUEST_ANSWERED");
    addIf(points, batch.endedAt() != null, "END_KEPT");
    return points;
  }

  private static void addIf(Set<KillPoint> points, boolean so, String name) {
    if (so) {
      points.add(KillPoint.valueOf(name));
    }
  }

  /** Whether an event or a decision of that type is among its lines. */
  private static boolean has(Batch batch, String type) {
    return batch.lines().stream().anyMatch(line -> line.event().contains('"' + type + '"'));
  }
}
