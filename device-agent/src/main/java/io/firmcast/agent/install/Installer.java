// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.vertx.core.Future;

/**
 * How images are put to use on this device. Called on the device's context, one call at a time; a
 * failure is an {@link InstallException}.
 */
public interface Installer {

  /** What an installer knows of a release when its device was killed while it was installing. */
  enum Found {
    INSTALLED,
    /** Nothing of it is in use: it may be installed once more. */
    NOT_INSTALLED,
    UNKNOWN
  }

  /** Puts it into the inactive slot and makes that the one that runs. */
  Future<Void> install(Release release);

  /**
   * Succeeds when the release has proved that it works, and makes it stay.
   *
   * @param starts how often the device was started since it was installed
   */
  Future<Void> confirm(Release release, int starts);

  /** Makes the image from before the release run again; may be called again if it was cut off. */
  Future<Void> rollback(Release release);

  /** Looks; changes nothing. */
  Future<Found> find(Release release);

  /** Ends what is running; what it leaves is found by {@link #find} at the next start. */
  default void stop() {}
}
