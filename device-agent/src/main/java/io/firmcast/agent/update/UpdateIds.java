// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.UpdateId;
import java.util.random.RandomGenerator;

/** Makes ids for requests that bring none, as the origin's do. */
public final class UpdateIds {
  private final RandomGenerator random;

  public UpdateIds(RandomGenerator random) {
    this.random = random;
  }

  /** {@code device-} and 16 hexadecimal digits, so that a log tells whose id it is. */
  public UpdateId make() {
    return new UpdateId("device-%016x".formatted(random.nextLong()));
  }
}
