// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many devices a wave has: a number of them, or a share of all.
 *
 * @param devices 1 or more; null where a share is given
 * @param share null where a number is given
 */
public record WaveSize(@Nullable Integer devices, @Nullable Share share) {

  public WaveSize {
    if ((devices == null) == (share == null)
        || (devices != null && devices < 1)
        || (share != null && share.hundredths() == 0)) {
      throw new BadDefinition(
          List.of(
              new Flaw("", "must be a number of devices, 1 or more, or a percentage above 0%")));
    }
  }

  public static WaveSize devices(int count) {
    return new WaveSize(count, null);
  }

  public static WaveSize percent(int percent) {
    return new WaveSize(null, Share.percent(percent));
  }

  /** Reads {@code 10} (devices) or {@code 10%}. */
  public static WaveSize of(String text) {
    if (text.endsWith("%")) {
      return new WaveSize(null, Share.of(text));
    }
    try {
      return new WaveSize(Integer.valueOf(text), null);
    } catch (NumberFormatException unreadable) {
      throw new BadDefinition(
          List.of(new Flaw("", "must be a number of devices or a percentage such as 10%")));
    }
  }

  @Override
  public String toString() {
    return share == null ? String.valueOf(devices) : share.toString();
  }
}
