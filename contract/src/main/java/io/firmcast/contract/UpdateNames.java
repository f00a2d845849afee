// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * How the update of a device within a rollout is called: {@code <rollout>-<device>-<try>}, such as
 * {@code r42-sim-7-1}, so that whoever sees the update knows the rollout. Where the device's name
 * does not fit into an update's, a hash of it stands there.
 */
public final class UpdateNames {
  private static final int LONGEST = 64;
  private static final Pattern FITS = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");
  private static final Pattern ROLLOUT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,47}");

  /** The colon stands in no name that fits. */
  private static final String HASHED = "x:";

  private UpdateNames() {}

  /** Whether a rollout may be called so. */
  public static boolean isRollout(String name) {
    return ROLLOUT.matcher(name).matches();
  }

  public static UpdateId of(String rollout, DeviceId device, int attempt) {
    var name = FITS.matcher(device.value()).matches() ? device.value() : hash(device);
    return new UpdateId(rollout + "-" + name + "-" + attempt);
  }

  /** Whether that is the id of that attempt, told without making it: each event asks this. */
  public static boolean isOf(UpdateId update, String rollout, DeviceId device, int attempt) {
    var attempts = attempts(update, rollout, device);
    return attempts >= 0 && update.value().substring(attempts).equals(Integer.toString(attempt));
  }

  /** Whether that is the id of any attempt of the device in the rollout. */
  public static boolean isOf(UpdateId update, String rollout, DeviceId device) {
    var from = attempts(update, rollout, device);
    return from >= 0
        && update.value().length() > from
        && update.value().chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  /** Where the number of the attempt begins; negative if this is no update of theirs. */
  private static int attempts(UpdateId update, String rollout, DeviceId device) {
    var text = update.value();
    var at = rollout.length() + 1;
    if (text.length() <= at || !text.startsWith(rollout) || text.charAt(at - 1) != '-') {
      return -1;
    }
    // The hash costs something, and is needed only where one stands.
    var name = text.startsWith(HASHED, at) ? hash(device) : device.value();
    var behind = at + name.length();
    return name.length() <= LONGEST && text.startsWith(name, at) && text.startsWith("-", behind)
        ? behind + 1
        : -1;
  }

  private static String hash(DeviceId device) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var octets = digest.digest(device.value().getBytes(StandardCharsets.UTF_8));
      return HASHED + HexFormat.of().formatHex(octets, 0, 16);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
