// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.JobMemory;
import io.firmcast.agent.update.Remembered;
import io.vertx.core.Future;
import java.util.Optional;

/** Outlives the reboots of a simulated device, and not the process. */
final class RamMemory implements JobMemory {
  private Optional<Remembered> last = Optional.empty();

  @Override
  public Future<Optional<Remembered>> recall() {
    return Future.succeededFuture(last);
  }

  @Override
  public Future<Void> remember(Remembered now) {
    last = Optional.of(now);
    return Future.succeededFuture();
  }
}
