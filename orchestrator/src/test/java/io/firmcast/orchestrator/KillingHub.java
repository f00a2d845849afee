// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.Hub;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.QueryPage;
import io.firmcast.hub.Twin;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A hub before and behind whose calls the process may die. */
final class KillingHub implements Hub {
  private final Hub hub;
  private final KillSwitch kill;

  KillingHub(Hub hub, KillSwitch kill) {
    this.hub = hub;
    this.kill = kill;
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    kill.reached(KillPoint.METHOD_UNSENT);
    return hub.invoke(device, method).andThen(sent -> kill.reached(KillPoint.METHOD_SENT));
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    return hub.twin(device).andThen(read -> kill.reached(KillPoint.TWIN_READ));
  }

  @Override
  public Future<Void> desire(DeviceId device, JsonObject patch) {
    kill.reached(KillPoint.DESIRED_UNSENT);
    return hub.desire(device, patch).andThen(sent -> kill.reached(KillPoint.DESIRED_SENT));
  }

  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    return hub.query(sql, pageSize, continuation);
  }

  @Override
  public Future<Void> close() {
    return hub.close();
  }
}
