// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.Remembered;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What one device does not forget when it is killed. Called on the device's context, one call at a
 * time; nothing that a device does or answers comes before what it must remember of it.
 */
public interface JobMemory {

  /** Remembers nothing by itself: the twin is all that a restarted device has to go by. */
  JobMemory TWIN_ONLY =
      new JobMemory() {
        @Override
        public Future<Optional<Remembered>> recall() {
          return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<Void> remember(Remembered now) {
          return Future.succeededFuture();
        }
      };

  /**
   * What was last remembered, or empty where nothing ever was. Asked once, at the start; a failure
   * keeps the device from starting: without its memory it could do an update a second time.
   */
  Future<Optional<Remembered>> recall();

  /**
   * Takes the place of all that was remembered before; succeeds only when it would survive the
   * power being cut. A failure means that it may or may not be remembered: a new update is then
   * refused, and one under way waits until it is.
   */
  Future<Void> remember(Remembered now);
}
