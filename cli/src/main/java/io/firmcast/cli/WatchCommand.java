// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.StatusChanged;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the status feed until it is interrupted. */
@Command(name = "watch", description = "Prints every status, and each change as it happens.")
final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Option(
      names = {"-d", "--device"},
      paramLabel = "ID",
      description = "Only this device; may be repeated.")
  private List<String> devices = List.of();

  @Option(
      names = "--device-prefix",
      paramLabel = "TEXT",
      description = "Only devices whose ids begin so.")
  private @Nullable String prefix;

  @Option(
      names = "--rollout",
      paramLabel = "ID",
      description = "Only devices whose newest update is of this rollout.")
  private @Nullable String rollout;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description =
          "Only while they are standBy, downloading, applying, completed, failed or unknown; may be"
              + " repeated.")
  private List<String> statuses = List.of();

  @Override
  public Integer call() throws InterruptedException {
    try (var feed = new Feed(service.api(), query(), WatchCommand::say).open()) {
      while (!Thread.currentThread().isInterrupted()) {
        var change = feed.next(Duration.ofHours(1));
        if (change != null) {
          System.out.println(service.json() ? change.toJson().encode() : line(change));
          if (System.out.checkError()) {
            return Exit.OK; // whoever read this has gone
          }
        }
      }
    }
    return Exit.OK;
  }

  private String query() {
    return query(
        Map.of(
            "device",
            devices,
            "devicePrefix",
            prefix == null ? List.of() : List.of(prefix),
            "rollout",
            rollout == null ? List.of() : List.of(rollout),
            "status",
            statuses));
  }

  static String query(Map<String, List<String>> filter) {
    var parameters =
        filter.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(
                each ->
                    each.getValue().stream()
                        .map(value -> each.getKey() + "=" + ServiceApi.segment(value)))
            .collect(Collectors.joining("&"));
    return parameters.isEmpty() ? "" : "?" + parameters;
  }

  private static void say(FeedState state) {
    System.err.println("firmcast: " + state.sentence());
  }

  private static String line(StatusChanged change) {
    return "%s  %-16s %-12s %-8s %s"
        .formatted(
            CLOCK.format(change.at()),
            change.deviceId(),
            change.status().wire(),
            orDash(change.version()),
            change.error() == null
                ? orDash(change.updateId())
                : change.error().code() + ": " + change.error().message())
        .stripTrailing();
  }

  private static String orDash(@Nullable Object value) {
    return Objects.toString(value, "-");
  }
}
