// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.contract.UpdateId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every order in which two updates can come by two paths, with steps, failures and restarts between
 * them: whatever the order, each is applied at most once, and nobody who was overtaken is obeyed.
 */
class JobKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final int LONGEST = 5;

  private enum Event {
    METHOD_1,
    METHOD_2,
    METHOD_OF_AN_OLD_OWNER,
    DESIRED_1,
    DESIRED_2,
    STEP,
    ALL_STEPS,
    FAILURE,
    KILL,
    LOSS_OF_MEMORY
  }

  private static final FirmwareUpdate FIRST = update("r1", 1L);
  private static final FirmwareUpdate SECOND = update("r2", 2L);
  private static final FirmwareUpdate OLD_OWNERS = update("r3", 0L);
  private static final Wanted DESIRED_FIRST = new Wanted(update("r1", null), id(FIRST), 5);
  private static final Wanted DESIRED_SECOND = new Wanted(update("r2", null), id(SECOND), 6);

  /** A device, and what a witness has seen of it. */
  private static final class World {
    private final UnaryOperator<Firmware> sabotage;
    private final Map<UpdateId, Integer> applied = new HashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private Firmware firmware = Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", NOW);
    private long highestEpoch;
    private long highestVersion;

    World(UnaryOperator<Firmware> sabotage) {
      this.sabotage = sabotage;
    }

    void happens(Event event) {
      firmware = sabotage.apply(firmware);
      switch (event) {
        case METHOD_1 -> receive(FIRST);
        case METHOD_2 -> receive(SECOND);
        case METHOD_OF_AN_OLD_OWNER -> receive(OLD_OWNERS);
        case DESIRED_1 -> want(DESIRED_FIRST);
        case DESIRED_2 -> want(DESIRED_SECOND);
        case STEP -> reach(firmware.next(NOW));
        case ALL_STEPS -> {
          while (firmware.phase() instanceof UnderWay) {
            reach(firmware.next(NOW));
          }
        }
        case FAILURE -> reach(firmware.fail(new FirmwareError("hash", "wrong"), NOW));
        case KILL -> firmware = Firmware.recalled(firmware.remembered(), "1.0.0", NOW);
        case LOSS_OF_MEMORY -> loseMemory();
      }
    }

    private void receive(FirmwareUpdate update) {
      var running = running();
      var reply = firmware.receive(update, id(update), NOW);
      var expected = running.filter(id -> !id.equals(id(update))).isPresent() ? 409 : 200;
      var known = reply.answer().response().equals("Firmware update already started");
      if (reply.answer().status() != expected && reply.answer().status() != 412 && !known) {
        wrongs.add("answered " + reply.answer());
      }
      begun(update, reply, 0);
    }

    /** As {@code FirmwareUpdates} does: while one is under way, the wish waits. */
    private void want(Wanted wanted) {
      if (!firmware.isOutdated(wanted) && firmware.phase() instanceof Settled) {
        begun(wanted.update(), firmware.want(wanted, NOW), wanted.version());
      }
    }

    private void begun(FirmwareUpdate update, Firmware.Reply reply, long version) {
      var epoch = update.epoch() == null ? highestEpoch : update.epoch();
      if (reply.begins() && epoch < highestEpoch) {
        wrongs.add("obeyed an old owner");
      }
      if (reply.begins() && version > 0 && version < highestVersion) {
        wrongs.add("obeyed old desired properties");
      }
      if (reply.answer().isAccepted()) {
        highestEpoch = Math.max(highestEpoch, epoch);
      }
      highestVersion = Math.max(highestVersion, version);
      firmware = reply.after();
    }

    private void reach(Firmware next) {
      if (next.phase() instanceof Completed && firmware.phase() instanceof UnderWay busy) {
        if (applied.merge(busy.updateId(), 1, Integer::sum) > 1) {
          wrongs.add("applied twice");
        }
      }
      firmware = next;
    }

    /** Only the twin is left, which says nothing of epochs and versions. */
    private void loseMemory() {
      firmware = Firmware.started(firmware.phase().reported(), "1.0.0", NOW);
      highestEpoch = 0;
      highestVersion = 0;
    }

    private Optional<UpdateId> running() {
      return firmware.phase() instanceof UnderWay busy
          ? Optional.of(busy.updateId())
          : Optional.empty();
    }
  }

  @Test
  void in_every_order_each_update_is_applied_at_most_once_and_nobody_overtaken_is_obeyed() {
    assertThat(wrongsIn(firmware -> firmware)).isEmpty();
  }

  @Test
  void without_its_memory_of_ended_updates_a_device_would_apply_one_twice() {
    assertThat(
            wrongsIn(
                firmware ->
                    new Firmware(
                        firmware.phase(),
                        new Finished(List.of()),
                        firmware.epoch(),
                        firmware.desiredVersion())))
        .containsKey("applied twice");
  }

  @Test
  void without_its_memory_of_epochs_a_device_would_obey_an_old_owner() {
    assertThat(
            wrongsIn(
                firmware ->
                    new Firmware(
                        firmware.phase(), firmware.finished(), 0, firmware.desiredVersion())))
        .containsOnlyKeys("obeyed an old owner");
  }

  @Test
  void without_its_memory_of_versions_a_device_would_obey_old_desired_properties() {
    assertThat(wrongsIn(firmware -> firmware.ofNewTwin()))
        .containsOnlyKeys("obeyed old desired properties");
  }

  @Test
  void an_update_that_cuts_its_device_off_each_time_is_tried_three_times_and_no_more() {
    var firmware = Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", NOW);
    var begun = 0;

    for (var boot = 0; boot < 10; boot++) {
      var reply = firmware.want(new Wanted(FIRST, id(FIRST), 5), NOW);
      begun += reply.begins() ? 1 : 0;
      var cutOff = reply.begins() ? reply.after().next(NOW).next(NOW) : reply.after();
      firmware = Firmware.started(cutOff.phase().reported(), "1.0.0", NOW);
    }

    assertThat(begun).isEqualTo(Finished.MOST_ATTEMPTS);
  }

  @Test
  void an_update_that_was_cut_off_and_then_completed_is_known_as_completed() {
    var begun =
        Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", NOW).receive(FIRST, id(FIRST), NOW);
    var cutOff = Firmware.started(begun.after().next(NOW).phase().reported(), "1.0.0", NOW);
    var again = cutOff.receive(FIRST, id(FIRST), NOW).after().next(NOW).next(NOW).next(NOW);

    var restarted = Firmware.started(again.phase().reported(), "1.0.0", NOW);

    assertThat(restarted.receive(FIRST, id(FIRST), NOW).answer().firmwareStatus())
        .isEqualTo(FirmwareStatus.COMPLETED);
  }

  @Test
  void a_refusal_is_reported_as_a_failure_and_is_the_last_word() {
    var wanted = new Wanted(FIRST, id(FIRST), 5);
    var error = new FirmwareError("signature", "refused before it began");

    var refused =
        Firmware.started(ReportedFirmware.UNKNOWN, "1.0.0", NOW).refuse(wanted, error, NOW);

    assertThat(refused.phase()).isInstanceOf(Failed.class);
    assertThat(refused.phase().reported().error()).isEqualTo(error);
    assertThat(refused.phase().reported().updateId()).isEqualTo(id(FIRST));
    assertThat(refused.phase().reported().history())
        .last()
        .isEqualTo(new Transition(FirmwareStatus.FAILED, NOW, id(FIRST)));
    assertThat(refused.want(wanted, NOW).begins()).isFalse();
  }

  /** What went wrong in any order of at most so many events, with the first order that shows it. */
  private static Map<String, String> wrongsIn(UnaryOperator<Firmware> sabotage) {
    Map<String, String> found = new HashMap<>();
    var events = Event.values();
    var orders = (long) Math.pow(events.length, LONGEST);
    for (long order = 0; order < orders; order++) {
      var world = new World(sabotage);
      List<Event> happened = new ArrayList<>();
      for (long rest = order, i = 0; i < LONGEST; i++, rest /= events.length) {
        var event = events[(int) (rest % events.length)];
        happened.add(event);
        world.happens(event);
      }
      for (var wrong : world.wrongs) {
        found.putIfAbsent(
            wrong, happened.stream().map(Event::name).collect(Collectors.joining(" ")));
      }
    }
    return found;
  }

  private static UpdateId id(FirmwareUpdate update) {
    return Objects.requireNonNull(update.updateId());
  }

  private static FirmwareUpdate update(String id, @Nullable Long epoch) {
    return new FirmwareUpdate(
        URI.create("https://fw.example/" + id), new UpdateId(id), "2.1.0", null, null, null, epoch);
  }
}
