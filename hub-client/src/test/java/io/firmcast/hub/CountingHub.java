// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real hub, and how often each twin was read from it, and how often it asked for less. */
public final class CountingHub implements Hub {
  private final Map<DeviceId, Integer> reads = new ConcurrentHashMap<>();
  private final AtomicInteger throttled = new AtomicInteger();
  private final Hub hub;

  public CountingHub(Hub hub) {
    this.hub = hub;
  }

  public int reads() {
    return reads.values().stream().mapToInt(Integer::intValue).sum();
  }

  public int reads(String device) {
    return reads.getOrDefault(new DeviceId(device), 0);
  }

  public int throttled() {
    return throttled.get();
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    return hub.invoke(device, method);
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    reads.merge(device, 1, Integer::sum);
    return hub.twin(device).onFailure(this::failed);
  }

  @Override
  public Future<Void> desire(DeviceId device, JsonObject patch) {
    return hub.desire(device, patch);
  }

  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    return hub.query(sql, pageSize, continuation).onFailure(this::failed);
  }

  @Override
  public Future<Void> close() {
    return hub.close();
  }

  private void failed(Throwable failure) {
    if (failure instanceof HubException refused
        && refused.reason() == HubException.Reason.THROTTLED) {
      throttled.incrementAndGet();
    }
  }
}
