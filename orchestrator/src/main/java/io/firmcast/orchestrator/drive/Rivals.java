// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.WhenTaken;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.firmcast.orchestrator.store.Rival;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two rollouts from one device: what an older one that has begun has not finished with waits
 * here until it has. Where the definition says so, the older one is asked to let go. What slips
 * through, because a device joined late, the device itself refuses: it does one update at a time.
 */
final class Rivals {
  private static final int MOST = 10_000;
  private static final String SUPERSEDE = "SUPERSEDE";

  private final Workshop with;
  private final String me;
  private final WhenTaken whenTaken;
  private final Map<DeviceId, String> held = new HashMap<>();

  Rivals(Workshop with, String me, WhenTaken whenTaken) {
    this.with = with;
    this.me = me;
    this.whenTaken = whenTaken;
  }

  /** A device that was held before this process took over. */
  void holds(DeviceId device) {
    held.put(device, "");
  }

  /** What has changed since the last look, to be taken before anything else is begun. */
  Future<List<RolloutEvent>> look() {
    return with.store()
        .rivals(me, MOST)
        .compose(rivals -> letGo(rivals).map(asked -> events(rivals)));
  }

  private List<RolloutEvent> events(List<Rival> rivals) {
    List<RolloutEvent> events = new ArrayList<>();
    Map<DeviceId, String> now = new HashMap<>();
    for (var rival : rivals) {
      var device = new DeviceId(rival.deviceId());
      now.put(device, rival.rolloutId());
      if (!held.containsKey(device)) {
        events.add(new DeviceEvent.Held(device, new RolloutId(rival.rolloutId())));
      }
    }
    held.keySet().stream()
        .filter(device -> !now.containsKey(device))
        .forEach(device -> events.add(new DeviceEvent.Freed(device)));
    held.clear();
    held.putAll(now);
    return events;
  }

  private Future<Void> letGo(List<Rival> rivals) {
    if (whenTaken == WhenTaken.WAIT) {
      return Future.succeededFuture();
    }
    Map<String, List<String>> byRollout =
        rivals.stream()
            .filter(rival -> !rival.rolloutId().equals(held.get(new DeviceId(rival.deviceId()))))
            .collect(
                Collectors.groupingBy(
                    Rival::rolloutId, Collectors.mapping(Rival::deviceId, Collectors.toList())));
    var asking = byRollout.entrySet().stream().map(it -> ask(it.getKey(), it.getValue())).toList();
    return Future.join(asking).mapEmpty();
  }

  private Future<Boolean> ask(String older, List<String> devices) {
    var json =
        new JsonObject()
            .put("action", SUPERSEDE)
            .put("newer", me)
            .put("devices", new JsonArray(devices));
    var id = new UUID(with.random().nextLong(), with.random().nextLong()).toString();
    return with.requests()
        .ask(new OperatorRequest(id, older, with.clock().instant(), json.encode(), null), null);
  }

  /** The events that fulfil such a request; null where it is another. */
  static @Nullable List<RolloutEvent> superseded(OperatorRequest request) {
    var json = new JsonObject(request.request());
    if (!SUPERSEDE.equals(json.getString("action"))) {
      return null;
    }
    var newer = new RolloutId(json.getString("newer"));
    return json.getJsonArray("devices").stream()
        .<RolloutEvent>map(
            device -> new DeviceEvent.Superseded(new DeviceId((String) device), newer))
        .toList();
  }
}
