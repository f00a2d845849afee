// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Answered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Reported;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Unanswered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Unreachable;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Learns how devices behave from the logs of rollouts, one after the other. What a log does not
 * tell, such as how long a report took to be noticed, is as in the documented model.
 */
public final class Learning {
  /** Fewer devices than these say little about others. */
  private static final int ENOUGH = 20;

  private final Map<DeviceId, Course> courses = new HashMap<>();
  private final Spans downloads = new Spans();
  private final Spans installs = new Spans();
  private final Spans absences = new Spans();
  private int rollouts;
  private int asked;
  private int away;
  private int refused;
  private int answers;
  private int silences;
  private int completed;
  private int failed;

  /** One device in one rollout, until it comes to an end; 0 for what has not happened. */
  private static final class Course {
    long awaySince;
    long acceptedAt;
    long applyingAt;
  }

  /** What follows is the log of another rollout. */
  public void begin() {
    rollouts++;
    courses.clear();
  }

  /** One line of the log, in order. */
  public void take(RolloutEvent event, Instant at) {
    var now = at.toEpochMilli();
    if (event instanceof Unreachable unreachable) {
      unreachable(unreachable.device(), now);
    } else if (event instanceof Unanswered unanswered) {
      course(unanswered.device());
      silences++;
    } else if (event instanceof Answered answered) {
      answered(course(answered.device()), answered.answer(), now);
    } else if (event instanceof Reported reported) {
      reported(reported, now);
    }
  }

  /** What it is based on. */
  public Assumptions.Experience experience() {
    return new Assumptions.Experience(rollouts, ended());
  }

  /** Whether that is enough to say anything. */
  public boolean isEnough() {
    return ended() >= ENOUGH && downloads.count() >= ENOUGH;
  }

  /** Devices like those. */
  public DeviceModel model() {
    var spans = downloads.count() + installs.count();
    return new DeviceModel(
        share(away, asked),
        absences.count() == 0 ? DeviceModel.DEFAULT.backAfter() : absences.mean(),
        downloads.median(),
        installs.median(),
        Math.min(3, Math.sqrt((downloads.squares() + installs.squares()) / Math.max(1, spans))),
        share(failed, completed + failed),
        share(refused, asked),
        share(silences, answers + silences),
        DeviceModel.DEFAULT.noticing(),
        DeviceModel.DEFAULT.personTakes());
  }

  private int ended() {
    return completed + failed + refused;
  }

  private Course course(DeviceId device) {
    return courses.computeIfAbsent(
        device,
        first -> {
          asked++;
          return new Course();
        });
  }

  private void unreachable(DeviceId device, long now) {
    var isFirst = !courses.containsKey(device);
    var course = course(device);
    if (isFirst) {
      away++;
      course.awaySince = now;
    }
  }

  private void answered(Course course, FirmwareAnswer answer, long now) {
    isBack(course, now);
    answers++;
    if (answer.isAccepted() && course.acceptedAt == 0) {
      course.acceptedAt = now;
    } else if (answer.status() == FirmwareAnswer.PRECONDITION_FAILED) {
      refused++;
    }
  }

  private void reported(Reported event, long now) {
    var course = course(event.device());
    isBack(course, now);
    switch (event.sighting().status()) {
      case DOWNLOADING -> course.acceptedAt = course.acceptedAt == 0 ? now : course.acceptedAt;
      case APPLYING -> downloaded(course, now);
      case COMPLETED -> {
        completed++;
        if (course.applyingAt == 0) {
          downloaded(course, now);
        } else {
          installs.add(course.applyingAt, now);
        }
        courses.put(event.device(), new Course());
      }
      case FAILED -> {
        failed++;
        courses.put(event.device(), new Course());
      }
      case STAND_BY, UNKNOWN -> {
        // Says nothing of how long anything takes.
      }
    }
  }

  private void downloaded(Course course, long now) {
    if (course.acceptedAt > 0 && course.applyingAt == 0) {
      downloads.add(course.acceptedAt, now);
    }
    course.applyingAt = now;
  }

  private void isBack(Course course, long now) {
    if (course.awaySince > 0) {
      absences.add(course.awaySince, now);
      course.awaySince = 0;
    }
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
