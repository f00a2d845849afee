// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.TwinChange;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows a twin, or changes its tags and desired properties. */
@Command(
    name = "twin",
    description = {
      "Shows a twin; with --tags or --desired, changes it first.",
      "What is given is merged into what is there, and null deletes; with --replace it is all that"
          + " is left."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast devices twin -d sim-0",
      "  firmcast devices twin -d sim-0 --desired '{\"interval\":5}' --tags '{\"site\":\"lab\"}'",
      "  firmcast devices twin -d sim-0 --tags '{\"site\":null}' --etag AAAAAAAAAAE="
    })
final class DevicesTwinCommand implements Callable<Integer> {

  @Mixin private final IdentityOptions which = new IdentityOptions();

  @Option(
      names = "--desired",
      paramLabel = "JSON",
      converter = JsonText.AnObject.class,
      description = "What the device should be; it is told at once if it is connected.")
  private @Nullable JsonObject desired;

  @Option(
      names = "--tags",
      paramLabel = "JSON",
      converter = JsonText.AnObject.class,
      description = "What is known of the device, for queries; it never sees them.")
  private @Nullable JsonObject tags;

  @Option(
      names = "--replace",
      description = "Replace tags and desired properties; the one not given is cleared.")
  private boolean replace;

  @Option(
      names = {"-e", "--etag"},
      paramLabel = "ETAG",
      description = "Only if the twin still has this etag.")
  private @Nullable String etag;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var identity = which.identity();
    var change = change();
    var twin =
        hub.ask(
            HubWords.about(identity),
            devices -> change == null ? devices.twin(identity) : devices.change(identity, change));
    System.out.println(hub.json() ? twin.encodePrettily() : new TwinView(twin).table());
    return Exit.OK;
  }

  private @Nullable TwinChange change() {
    if (tags == null && desired == null) {
      if (replace || etag != null) {
        throw new CliFailure(
            Exit.USAGE, "Nothing to change: give --desired or --tags with --replace and --etag.");
      }
      return null;
    }
    return new TwinChange(tags, desired, replace, etag);
  }
}
