// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Hub;
import io.firmcast.hub.QueryPage;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Planned;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the devices that a rollout is for. A query only discovers them; it decides nothing else.
 */
final class Planner {
  private static final int PAGE = 100;

  /** As many as one event may have. */
  private static final int PART = 100_000;

  private final Hub hub;

  Planner(Hub hub) {
    this.hub = hub;
  }

  /** All of them, as parts of a plan. Fails with a {@link io.firmcast.hub.HubException}. */
  Future<List<Planned>> plan(Targets targets, By by) {
    return devices(targets).map(found -> parts(found, by));
  }

  Future<List<DeviceId>> devices(Targets targets) {
    var compatible = targets.compatible();
    var condition = targets.condition();
    if (condition != null) {
      var where = compatible == null ? condition : "(" + condition + ") AND (" + compatible + ")";
      return pages("SELECT deviceId FROM devices WHERE " + where, null, new ArrayList<>());
    }
    return compatible == null
        ? Future.succeededFuture(targets.devices())
        : among(targets.devices(), 0, compatible, new ArrayList<>());
  }

  private Future<List<DeviceId>> among(
      List<DeviceId> named, int from, String compatible, List<DeviceId> found) {
    if (from >= named.size()) {
      return Future.succeededFuture(found);
    }
    var some = named.subList(from, Math.min(named.size(), from + PAGE));
    var ids = some.stream().map(Planner::quoted).collect(Collectors.joining(", "));
    var query =
        "SELECT deviceId FROM devices WHERE deviceId IN [" + ids + "] AND (" + compatible + ")";
    return pages(query, null, found).compose(more -> among(named, from + PAGE, compatible, more));
  }

  private Future<List<DeviceId>> pages(
      String query, @Nullable String continuation, List<DeviceId> found) {
    return hub.query(query, PAGE, continuation)
        .compose(
            page -> {
              add(page, found);
              return page.continuation() == null || found.size() > Targets.MOST
                  ? Future.succeededFuture(found)
                  : pages(query, page.continuation(), found);
            });
  }

  private static void add(QueryPage page, List<DeviceId> found) {
    page.rows().forEach(row -> id(row).ifPresent(found::add));
  }

  /** Empty for a row of something else, which nobody can be sent firmware for. */
  private static Optional<DeviceId> id(JsonObject row) {
    try {
      return Optional.of(new DeviceId(row.getString("deviceId", "")));
    } catch (BadMessage | ClassCastException noDevice) {
      return Optional.empty();
    }
  }

  private static List<Planned> parts(List<DeviceId> found, By by) {
    var parts = new ArrayList<Planned>();
    var from = 0;
    do {
      var to = Math.min(found.size(), from + PART);
      parts.add(new Planned(parts.size(), to == found.size(), found.subList(from, to), by));
      from = to;
    } while (from < found.size());
    return parts;
  }

  private static String quoted(DeviceId device) {
    return "'" + device.value().replace("'", "\\'") + "'";
  }
}
