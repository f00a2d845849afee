// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says of one device in one sentence why it is as it is: the rule that holds it, and its numbers.
 */
final class Why {
  private final Core core;
  private final Gates gates;
  private final Starts starts;
  private final TimeLimits limits;

  Why(Core core, Gates gates, Starts starts, TimeLimits limits) {
    this.core = core;
    this.gates = gates;
    this.starts = starts;
    this.limits = limits;
  }

  String of(int place) {
    var word = core.reasons.word(core.fleet.reason(place));
    var because = word == null ? "" : ": " + word;
    var since = instant(core.fleet.since(place));
    return switch (core.fleet.state(place)) {
      case QUEUED -> "waiting: " + queued(place);
      case WAITING -> "waiting: " + waiting(place, word);
      case TRIGGERING -> "being asked since " + since + " (try " + core.fleet.attempt(place) + ")";
      case UNKNOWN ->
          "unknown: it was asked and no answer came"
              + because
              + "; its twin is read before it is asked again";
      case ACCEPTED, DOWNLOADING, APPLYING, CONFIRMING -> underWay(place);
      case SUCCEEDED -> "succeeded at " + since + ": it reported completed" + version(place);
      case ALREADY_INSTALLED -> "already installed: it had done this update before it was asked";
      case FAILED -> "failed at " + since + because + " (" + tries(place, Cause.FAILED) + ")";
      case TIMED_OUT ->
          "timed out at " + since + because + " (" + tries(place, Cause.TIMED_OUT) + ")";
      case REJECTED -> "refused by the device at " + since + because;
      case CANCELED -> "canceled at " + since + ": " + core.reason;
      case SUPERSEDED -> "superseded at " + since + " by rollout " + word;
      case REMOVED -> "removed at " + since + ": it is no device of the hub or of the target";
      case ROLLED_BACK -> "rolled back at " + since + ": it has the earlier firmware again";
    };
  }

  private String queued(int place) {
    var wave = core.fleet.wave(place);
    switch (core.state) {
      case DRAFT -> {
        return "the rollout has not been started";
      }
      case AWAITING_APPROVAL -> {
        return "the plan has not been approved";
      }
      case SCHEDULED -> {
        return "the rollout starts at " + core.definition.schedule().start();
      }
      case PAUSED -> {
        return "the rollout is paused (" + core.reason + ")";
      }
      default -> {
        // What follows holds for a rollout that runs.
      }
    }
    if (wave > core.wave && core.state != RolloutState.ROLLING_BACK) {
      return beforeItsWave(wave);
    }
    if (!starts.isOpen()) {
      var until = starts.span().until();
      return "no maintenance window is open"
          + (until == null ? "" : "; the next one is at " + until);
    }
    if (!starts.hasRoomToFail(wave)) {
      return "wave "
          + (wave + 1)
          + " may have "
          + core.waves.plans().get(wave).errors().count()
          + " failures, "
          + core.progress.get(wave).errors
          + " have failed and "
          + core.tally.exposed(wave)
          + " more are at risk";
    }
    if (core.tally.inFlight() >= core.pace.inFlight()) {
      return core.tally.inFlight()
          + " devices are in flight and "
          + core.pace.inFlight()
          + " may be";
    }
    var rate = core.pace.rate();
    return rate == null
        ? "it is next"
        : "the rate is "
            + rate.after(core.started, core.tally.succeeded())
            + " a minute, the next start is at "
            + instant(core.meter.next());
  }

  private String beforeItsWave(int wave) {
    var number = wave - 1;
    while (number > 0 && core.progress.get(number).state == WaveState.SKIPPED) {
      number--;
    }
    var success = core.waves.plans().get(number).success();
    var soak = core.waves.plans().get(number).soak();
    var measured = core.tally.measured(number);
    var succeeded = core.tally.succeeded(number);
    var sentence =
        "wave "
            + (wave + 1)
            + " starts when "
            + success
            + " of wave "
            + (number + 1)
            + " (now "
            + percent(succeeded, measured)
            + ", "
            + succeeded
            + " of "
            + measured
            + ") have succeeded";
    if (!soak.isZero()) {
      sentence += " and " + words(soak) + " have passed";
      if (core.progress.get(number).state == WaveState.SOAKING) {
        sentence += " (until " + instant(core.progress.get(number).soaksUntil) + ")";
      }
    }
    return gates.isGated(number) ? sentence + " and a person opens it" : sentence;
  }

  private String waiting(int place, @Nullable String word) {
    var next = core.fleet.timers.at(place);
    var again = next == Long.MAX_VALUE ? "" : "; tried again at " + instant(next);
    return switch (core.fleet.waiting(place)) {
      case OFFLINE -> "it is offline" + again + ", and given up at " + instant(limits.start(place));
      case PARKED ->
          "it is offline; the update stands in its twin and is given up at "
              + instant(limits.start(place));
      case RETRY -> "it is tried once more after " + word + again;
      case HUB -> "the hub did not carry out the last try (" + word + ")" + again;
      case HELD -> "rollout " + word + " has not finished with it";
      case NONE -> "nothing";
    };
  }

  private String underWay(int place) {
    var state = core.fleet.state(place);
    return state.name().toLowerCase(Locale.ROOT)
        + " since "
        + instant(core.fleet.since(place))
        + "; given up at "
        + instant(limits.progress(place))
        + " if its twin says nothing new by then";
  }

  private String version(int place) {
    var version = core.firmware(place).version();
    return version == null ? "" : " and version " + version;
  }

  private String tries(int place, Cause cause) {
    return core.fleet.tries(place, cause)
        + " of "
        + cause.most(core.definition.retries())
        + " retries used";
  }

  private static String percent(int part, int whole) {
    return whole == 0 ? "0%" : new Share((int) (10_000L * part / whole)).toString();
  }

  private static String words(Duration time) {
    var minutes = time.toMinutes();
    return minutes > 0 && time.equals(Duration.ofMinutes(minutes))
        ? minutes + " min"
        : time.toString();
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS);
  }
}
