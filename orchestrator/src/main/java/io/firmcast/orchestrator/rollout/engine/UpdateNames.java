// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The update id of an attempt of a device in a rollout: {@code r42-sim-7-1}. Where the device's
 * name does not fit into one, a hash of it stands there.
 */
final class UpdateNames {
  private static final int LONGEST = 64;
  private static final Pattern FITS = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");

  private UpdateNames() {}

  static UpdateId of(RolloutId rollout, DeviceId device, int attempt) {
    var name = FITS.matcher(device.value()).matches() ? device.value() : hash(device);
    return new UpdateId(rollout + "-" + name + "-" + attempt);
  }

  /** Whether that is the id of that attempt, told without making it: each event asks this. */
  static boolean isOf(UpdateId update, RolloutId rollout, DeviceId device, int attempt) {
    var text = update.value();
    var name = device.value();
    var before = rollout.value().length();
    var behind = before + 1 + name.length();
    if (name.length() <= LONGEST
        && text.length() > behind + 1
        && text.charAt(before) == '-'
        && text.startsWith(rollout.value())
        && text.startsWith(name, before + 1)
        && text.charAt(behind) == '-') {
      return text.substring(behind + 1).equals(Integer.toString(attempt));
    }
    return text.equals(of(rollout, device, attempt).value());
  }

  /** The colon stands in no name that fits. */
  private static String hash(DeviceId device) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var octets = digest.digest(device.value().getBytes(StandardCharsets.UTF_8));
      return "x:" + HexFormat.of().formatHex(octets, 0, 16);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
