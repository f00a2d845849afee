// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a hub knows: a device, or a module of one.
 *
 * @param moduleId null for the device itself; else 1 to 128 of the characters of a device id
 */
public record Identity(DeviceId deviceId, @Nullable String moduleId) {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@$';]{1,128}");

  public Identity {
    if (moduleId != null && !LEGAL.matcher(moduleId).matches()) {
      throw new BadMessage("/moduleId", "must be 1 to 128 of A-Z a-z 0-9 and -:.+%_#*?!(),=@$';");
    }
  }

  public static Identity of(String deviceId) {
    return new Identity(new DeviceId(deviceId), null);
  }

  public boolean isModule() {
    return moduleId != null;
  }

  @Override
  public String toString() {
    return moduleId == null ? deviceId.value() : deviceId + "/" + moduleId;
  }
}
