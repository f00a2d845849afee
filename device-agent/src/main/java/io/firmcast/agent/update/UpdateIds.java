// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
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

  /**
   * The id under which desired properties without one are done, the same each time they are read:
   * {@code desired-} and a hash of the image that they name.
   */
  public static UpdateId of(FirmwareUpdate desired) {
    var image = desired.fwPackageUri() + "\n" + desired.version() + "\n" + desired.sha256();
    return new UpdateId(
        "desired-" + UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8)));
  }
}
