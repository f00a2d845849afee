// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.StatusChanged;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

  @Override
  public Integer call() throws InterruptedException {
    try (var feed = new Feed(service.api(), query(devices)).open()) {
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

  static String query(List<String> devices) {
    return devices.isEmpty()
        ? ""
        : devices.stream()
            .map(device -> "device=" + ServiceApi.segment(device))
            .collect(Collectors.joining("&", "?", ""));
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
