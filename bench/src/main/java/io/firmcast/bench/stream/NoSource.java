// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.stream.ingest.Quarantine;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.ingest.Totals;
import io.vertx.core.Future;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No hub behind the feed: the benchmark makes the changes up. */
final class NoSource implements StatusSource {

  @Override
  public Future<Void> start() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    return Future.succeededFuture();
  }

  @Override
  public void announced(UpdateStarted update) {}

  @Override
  public void expect(DeviceId device) {}

  @Override
  public void watch(Set<DeviceId> devices) {}

  @Override
  public void unwatch(Set<DeviceId> devices) {}

  @Override
  public long pollIntervalMillis() {
    return 500;
  }

  @Override
  public int activeDevices() {
    return 0;
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public @Nullable Totals totals() {
    return null;
  }

  @Override
  public Quarantine quarantine() {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public boolean isStale() {
    return false;
  }
}
