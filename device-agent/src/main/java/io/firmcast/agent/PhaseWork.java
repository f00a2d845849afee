// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.UnderWay;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Future;
import java.util.Optional;

/** What a device does while in a phase: passing the time, or real work. */
public interface PhaseWork {

  /**
   * Why this update must not begin ({@code signature}, {@code downgrade} …), or empty where nothing
   * speaks against it. Asked once for each update, before it is accepted and before a byte of it is
   * fetched; a failure is a refusal as {@code internal}.
   */
  default Future<Optional<String>> refusal(FirmwareUpdate update) {
    return Future.succeededFuture(Optional.empty());
  }

  /**
   * The same request with what it leaves to its manifest, so that what is reported in the end is
   * what was installed. Nobody vouches for any of it yet.
   */
  default FirmwareUpdate spelledOut(FirmwareUpdate update) {
    return update;
  }

  /**
   * Does the work of that phase. A failure ends the update as failed, with the code of an {@link
   * UpdateFailure} or as {@code internal}. A device that was restarted in the middle of a phase,
   * and remembers it, asks for the same phase again.
   */
  Future<Void> perform(UnderWay phase);

  /**
   * The device stops: nothing is begun any more, and what is under way may be given up; how it ends
   * is not looked at. Called once; who wraps another's work passes it on.
   */
  default void stop() {}
}
