// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The waves of a plan: what each is asked to be, and how many of the planned devices are in it or
 * one before.
 *
 * @param plans one or more
 * @param ends for each, the first place that is not in it any more
 */
public record Waves(List<WavePlan> plans, List<Integer> ends) {
  private static final int WHOLE = 10_000;

  public Waves {
    plans = List.copyOf(plans);
    ends = List.copyOf(ends);
  }

  /** Of a definition and so many devices. */
  public static Waves of(List<WavePlan> asked, int members) {
    var plans = new ArrayList<WavePlan>(asked.isEmpty() ? List.of(WavePlan.DEFAULT) : asked);
    var ends = new ArrayList<Integer>();
    long counted = 0;
    var share = 0;
    for (var plan : plans) {
      var devices = plan.size().devices();
      var percent = plan.size().share();
      counted += devices == null ? 0 : devices;
      share = Math.min(WHOLE, share + (percent == null ? 0 : percent.hundredths()));
      // Shares are summed before they are rounded, so that ten times 10% is all.
      ends.add((int) Math.min(members, counted + new Share(share).of(members)));
    }
    if (ends.get(ends.size() - 1) < members) {
      plans.add(
          plans.get(plans.size() - 1).withName("rest").withGate(false).withSoak(Duration.ZERO));
      ends.add(members);
    }
    return new Waves(plans, ends);
  }

  public int count() {
    return plans.size();
  }

  /** The wave of a planned place, from 0. */
  public int waveOf(int place) {
    var wave = 0;
    while (wave < ends.size() - 1 && place >= ends.get(wave)) {
      wave++;
    }
    return wave;
  }

  /** How many planned devices a wave has. */
  public int size(int wave) {
    return ends.get(wave) - (wave == 0 ? 0 : ends.get(wave - 1));
  }
}
