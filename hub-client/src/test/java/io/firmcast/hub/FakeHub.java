// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A hub in memory for the tests of the services: twins that tests write, methods tests answer. */
public final class FakeHub implements Hub {
  private final Map<DeviceId, Twin> twins = new ConcurrentSkipListMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile @Nullable HubException outage;
  private volatile BiFunction<DeviceId, DirectMethod, Future<MethodAnswer>> devices =
      (device, method) ->
          Future.failedFuture(
              new HubException(HubException.Reason.DEVICE_OFFLINE, device + " is offline"));

  /** The device reports: merged at the top level, one version further. */
  public void report(String device, JsonObject patch) {
    twins.compute(
        new DeviceId(device),
        (id, old) -> {
          var before = old == null ? new JsonObject() : old.reported();
          var version = old == null ? 1 : old.reportedVersion();
          return new Twin(
              id, true, new JsonObject(), 1, before.copy().mergeIn(patch.copy()), version + 1);
        });
  }

  /** How devices answer methods from now on. */
  public void answerMethods(BiFunction<DeviceId, DirectMethod, Future<MethodAnswer>> answer) {
    devices = answer;
  }

  /** Every call fails so, until null. */
  public void fail(@Nullable HubException everyCall) {
    outage = everyCall;
  }

  /** How many times a twin was read. */
  public int reads() {
    return reads.get();
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    var out = outage;
    return out == null ? devices.apply(device, method) : Future.failedFuture(out);
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    reads.incrementAndGet();
    var out = outage;
    if (out != null) {
      return Future.failedFuture(out);
    }
    var twin = twins.get(device);
    return twin == null
        ? Future.failedFuture(
            new HubException(HubException.Reason.DEVICE_NOT_FOUND, "no device " + device))
        : Future.succeededFuture(twin);
  }

  /** Every device on one page, whatever the query says: its id and the whole reported section. */
  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    var out = outage;
    if (out != null) {
      return Future.failedFuture(out);
    }
    List<JsonObject> rows =
        twins.values().stream()
            .map(
                twin ->
                    twin.reported()
                        .copy()
                        .put("deviceId", twin.deviceId().value())
                        .put("reportedVersion", twin.reportedVersion()))
            .toList();
    return Future.succeededFuture(new QueryPage(rows, null));
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
