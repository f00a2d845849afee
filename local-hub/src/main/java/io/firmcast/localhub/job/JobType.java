// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import java.util.Arrays;
import java.util.Optional;

/** What a job does to each device. */
public enum JobType {
  UPDATE_TWIN("scheduleUpdateTwin"),
  DIRECT_METHOD("scheduleDeviceMethod");

  private final String wireName;

  JobType(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /** The type of a wire name, in any case. */
  public static Optional<JobType> named(String text) {
    return Arrays.stream(values()).filter(t -> t.wireName.equalsIgnoreCase(text)).findFirst();
  }
}
