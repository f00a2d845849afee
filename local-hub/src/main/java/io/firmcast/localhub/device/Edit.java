// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import org.jspecify.annotations.Nullable;

/**
 * One change of one device, from what it is now to what it will be (null: gone); throws to refuse.
 */
@FunctionalInterface
interface Edit {

  @Nullable Device apply(@Nullable Device present, Pen pen);

  /** A change of a device that must be there. */
  @FunctionalInterface
  interface OfExisting {

    @Nullable Device apply(Device present, Pen pen);
  }
}
