// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.FirmwareStatus;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The origin's service program: asks one device to update and tells what it does. */
@Command(
    name = "update",
    description = "Updates one device and follows it until it is done.",
    footer = {
      "",
      "Exit codes: 0 the firmware is applied, 1 it is not, 3 no such device, 4 the device did not"
          + " answer or did not finish in time."
    })
final class UpdateCommand implements Callable<Integer> {

  /** The feed may have been away when the update ended; the orchestrator knows. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(5);

  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Parameters(paramLabel = "DEVICE", description = "The device's id, such as sim-3.")
  private String device = "";

  @Option(names = "--uri", paramLabel = "URI", description = "Where the device finds the image.")
  private @Nullable String uri;

  @Option(
      names = "--signed",
      paramLabel = "FILE",
      description = "Instead: all of it, as 'firmcast sign manifest' printed it.")
  private @Nullable Path signed;

  @Option(
      names = "--firmware-version",
      paramLabel = "VERSION",
      description = "The version it must report when it is done.")
  private @Nullable String version;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "15m",
      description = "How long to follow it (${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(15);

  @Override
  public Integer call() throws InterruptedException {
    var api = service.api();
    var path = "/api/v1/devices/" + ServiceApi.segment(device);
    var body = request();
    try (var feed = new Feed(api, "?device=" + ServiceApi.segment(device)).open()) {
      var update = api.post(path + "/firmware-update", body);
      var story = new UpdateStory(update, service.json());
      story.answered();
      var reached = follow(api, feed, story);
      story.reported(api.get(path + "/twin"));
      return reached == FirmwareStatus.COMPLETED ? Exit.OK : Exit.FAILED;
    }
  }

  private FirmwareStatus follow(ServiceApi api, Feed feed, UpdateStory story)
      throws InterruptedException {
    var deadline = System.nanoTime() + timeout.toNanos();
    var askAgainAt = System.nanoTime() + ASK_EVERY.toNanos();
    while (!story.isOver()) {
      if (System.nanoTime() > deadline) {
        story.interrupted();
        throw new CliFailure(
            Exit.TIMED_OUT,
            "%s is still %s after %s; follow it with 'firmcast watch -d %s'."
                .formatted(device, story.status().wire(), DurationText.of(timeout), device));
      }
      var change = feed.next(Duration.ofMillis(200));
      if (change != null) {
        story.add(change);
      }
      if (System.nanoTime() > askAgainAt) {
        story.settle(api.get("/api/v1/updates/" + story.updateId()));
        askAgainAt = System.nanoTime() + ASK_EVERY.toNanos();
      }
      story.tick();
    }
    return story.status();
  }

  private JsonObject request() {
    if ((uri == null) == (signed == null)) {
      throw new CliFailure(
          Exit.USAGE, "Give either --uri or --signed. See 'firmcast update --help'.");
    }
    if (signed != null) {
      return signed(signed);
    }
    var body = new JsonObject().put("fwPackageUri", uri);
    return version == null ? body : body.put("version", version);
  }

  private static JsonObject signed(Path file) {
    try {
      return new JsonObject(SignFiles.text(file));
    } catch (DecodeException notJson) {
      throw new CliFailure(Exit.USAGE, file + " holds no signed update.");
    }
  }
}
