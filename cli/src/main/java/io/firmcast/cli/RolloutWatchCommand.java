// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a rollout to its end, and says by its exit code how it ended. */
@Command(
    name = "watch",
    description = {
      "Follows a rollout to its end.",
      "On a terminal its waves are drawn with bars; elsewhere there is a line for each change."
    },
    footer = {
      "",
      "Exit codes: 0 it completed, 1 it was denied, canceled, aborted or rolled back, or is paused"
          + " and --until-paused was given, 3 no such rollout, 4 it did not end in time."
    })
final class RolloutWatchCommand implements Callable<Integer> {
  /** Some minutes of trying: an orchestrator that starts anew is back much earlier. */
  private static final int ATTEMPTS = 30;

  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to follow it; without it, to the end.")
  private @Nullable Duration timeout;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1s",
      description = "How often to look (${DEFAULT-VALUE}).")
  private Duration every = Duration.ofSeconds(1);

  @Option(names = "--until-paused", description = "Ends with exit 1 when it is paused, too.")
  private boolean untilPaused;

  private final Clock clock = Clock.systemUTC();
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), RandomGenerator.getDefault());
  private String told = "";

  @Override
  public Integer call() throws InterruptedException {
    var calls = rollout.calls();
    var drawing = Drawing.onTerminal();
    var begun = System.nanoTime();
    try {
      var now = new RolloutText(calls.show(rollout.id(), null));
      for (; ; now = again(calls)) {
        tell(now, drawing);
        if (now.isOver() || (untilPaused && now.state().equals("paused"))) {
          drawing.clear();
          return ended(now, drawing);
        }
        if (timeout != null && System.nanoTime() - begun > timeout.toNanos()) {
          throw new CliFailure(
              Exit.TIMED_OUT,
              "%s is still %s after %s."
                  .formatted(now.id(), now.state(), DurationText.of(timeout)));
        }
        TimeUnit.MILLISECONDS.sleep(every.toMillis());
      }
    } finally {
      drawing.clear();
    }
  }

  private RolloutText again(RolloutCalls calls) throws InterruptedException {
    for (var attempt = 0; ; attempt++) {
      try {
        return new RolloutText(calls.show(rollout.id(), null));
      } catch (ServiceUnreachable away) {
        giveUp(attempt, away);
      } catch (ServiceProblem refused) {
        giveUp(refused.mayPass() ? attempt : ATTEMPTS, refused);
      }
      TimeUnit.MILLISECONDS.sleep(backoff.delayMillis(attempt));
    }
  }

  private static void giveUp(int attempt, CliFailure failure) {
    if (attempt >= ATTEMPTS) {
      throw failure;
    }
  }

  private void tell(RolloutText now, Drawing drawing) {
    if (rollout.json()) {
      change(now.rollout().encode(), now.rollout().encode());
    } else if (drawing.isShown()) {
      drawing.draw(new RolloutPicture(now).lines());
    } else {
      change(now.line(), clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + now.line());
    }
  }

  private void change(String state, String line) {
    if (!state.equals(told)) {
      System.out.println(line);
      told = state;
    }
  }

  private int ended(RolloutText now, Drawing drawing) {
    if (drawing.isShown() && !rollout.json()) {
      System.out.println(now.line());
    }
    if (now.failed() > 0) {
      System.err.printf(
          "%d devices have not succeeded; 'firmcast rollout export %s' says which.%n",
          now.failed(), now.id());
    }
    return now.state().equals("completed") ? Exit.OK : Exit.FAILED;
  }
}
