// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.Devices;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes devices or a module, with their twins. */
@Command(
    name = "delete",
    description = {
      "Deletes a device or a module with its twin, and ends its connection.",
      "More than one only with --yes."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast devices delete -d sim-0",
      "  firmcast devices delete -q \"tags.site = 'lab'\" --yes"
    })
final class DevicesDeleteCommand implements Callable<Integer> {

  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "The device; may be repeated.")
  private List<String> ids = List.of();

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "A module of it, instead of the device.")
  private @Nullable String module;

  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "All devices that meet this condition, as after WHERE.")
  private @Nullable String query;

  @Option(
      names = {"-y", "--yes"},
      description = "Delete more than one.")
  private boolean yes;

  @Option(
      names = {"-e", "--etag"},
      paramLabel = "ETAG",
      description = "Only if it still has this etag, as 'show' prints it.")
  private @Nullable String etag;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var found = new ListQuery(query, null, false, false);
    if (ids.isEmpty() == (query == null) || found.isComplete()) {
      throw new CliFailure(Exit.USAGE, "Give -d for devices, or -q with a condition, not SELECT.");
    }
    if ((module != null || etag != null) && ids.size() != 1) {
      throw new CliFailure(Exit.USAGE, "-m and --etag go with one -d.");
    }
    if (ids.size() == 1) {
      one(IdentityOptions.identity(ids.get(0), module));
      return Exit.OK;
    }
    var words = HubWords.ofQuery(found.sql());
    System.err.println(
        hub.<String>talk(
            words, (devices, process) -> many(devices, process, which(devices, process, found))));
    return Exit.OK;
  }

  private void one(Identity identity) {
    hub.<Void>ask(HubWords.about(identity), devices -> devices.delete(identity, etag));
    System.err.printf("Deleted %s.%n", identity);
  }

  private List<Identity> which(Devices devices, Lifetime process, ListQuery found) {
    if (query == null) {
      return ids.stream().distinct().map(id -> IdentityOptions.identity(id, null)).toList();
    }
    return AllRows.of(devices, process, found.sql(), Integer.MAX_VALUE).stream()
        .map(row -> Identity.of(row.getString("deviceId")))
        .toList();
  }

  private String many(Devices devices, Lifetime process, List<Identity> all) {
    if (all.isEmpty()) {
      return "No devices.";
    }
    if (!yes) {
      throw new CliFailure(
          Exit.USAGE,
          "That would delete %d devices, %s: give --yes if that is meant."
              .formatted(all.size(), shortened(all)));
    }
    var deleted =
        new DeviceBatch(process, "Deleted")
            .run(all, id -> gone(devices, id)).stream().mapToInt(count -> count).sum();
    var counted = deleted == 1 ? "1 device" : deleted + " devices";
    return deleted == all.size()
        ? "Deleted %s.".formatted(counted)
        : "Deleted %s; %d did not exist.".formatted(counted, all.size() - deleted);
  }

  /** One that is not there any more is as good as deleted. */
  private static Future<Integer> gone(Devices devices, Identity identity) {
    return devices
        .delete(identity, null)
        .map(1)
        .recover(
            failure ->
                failure instanceof HubException known && known.reason() == Reason.DEVICE_NOT_FOUND
                    ? Future.succeededFuture(0)
                    : Future.failedFuture(failure));
  }

  private static String shortened(List<Identity> all) {
    var names = new ArrayList<>(all.stream().limit(3).map(Identity::toString).toList());
    if (all.size() > names.size()) {
      names.add("…");
    }
    return String.join(", ", names);
  }
}
