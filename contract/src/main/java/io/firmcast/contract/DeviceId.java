// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import java.util.regex.Pattern;

/**
 * The name of a device at its hub: 1 to 128 characters that IoT Hub allows, case-sensitive
 * (iot-hub-protocol.md section 4.2). Anything else is refused here, once, for every caller.
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@$';]{1,128}");

  public DeviceId {
    if (!LEGAL.matcher(value).matches()) {
      throw new BadMessage("/deviceId", "must be 1 to 128 of A-Z a-z 0-9 and -:.+%_#*?!(),=@$';");
    }
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
