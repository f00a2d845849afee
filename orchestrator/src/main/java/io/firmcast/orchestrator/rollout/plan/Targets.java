// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.DeviceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which devices.
 *
 * @param devices by name, at most 1,000,000; empty where a condition is given
 * @param condition what stands behind {@code WHERE} in a query of IoT Hub; null where devices are
 *     named
 * @param compatible a further condition that a device must meet to be able to run the firmware
 * @param exclude devices that are left out whatever the rest says
 * @param canaries devices that come first, in whichever order the hash gives; those that are not
 *     members are passed over
 * @param membership of a condition: resolved once, or again and again
 */
public record Targets(
    List<DeviceId> devices,
    @Nullable String condition,
    @Nullable String compatible,
    List<DeviceId> exclude,
    List<DeviceId> canaries,
    Membership membership) {
  public static final int MOST = 1_000_000;
  private static final int LONGEST = 4_096;

  public static final Targets DEFAULT = where("true", Membership.STATIC);

  /** Whether devices may join later. */
  public enum Membership {
    STATIC,
    DYNAMIC
  }

  public Targets {
    devices = List.copyOf(devices);
    exclude = List.copyOf(exclude);
    canaries = List.copyOf(canaries);
    new Limits()
        .must(devices.isEmpty() == (condition != null), "", "have either devices or a condition")
        .must(devices.size() <= MOST, "devices", "be at most " + MOST)
        .must(isCondition(condition), "condition", "be 1 to " + LONGEST + " characters")
        .must(isCondition(compatible), "compatible", "be 1 to " + LONGEST + " characters")
        .must(
            membership == Membership.STATIC || condition != null,
            "membership",
            "be static where devices are named")
        .enforce();
  }

  public static Targets devices(List<DeviceId> devices) {
    return new Targets(devices, null, null, List.of(), List.of(), Membership.STATIC);
  }

  public static Targets where(String condition, Membership membership) {
    return new Targets(List.of(), condition, null, List.of(), List.of(), membership);
  }

  public Targets withCanaries(List<DeviceId> first) {
    return new Targets(devices, condition, compatible, exclude, first, membership);
  }

  public Targets without(List<DeviceId> excluded) {
    return new Targets(devices, condition, compatible, excluded, canaries, membership);
  }

  private static boolean isCondition(@Nullable String text) {
    return text == null || (!text.isBlank() && text.length() <= LONGEST);
  }
}
