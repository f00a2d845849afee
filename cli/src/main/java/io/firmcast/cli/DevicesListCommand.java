// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists devices or modules, or what a query finds. */
@Command(
    name = "list",
    description = {
      "Lists devices, or what a query finds.",
      "At a real hub a list may be minutes old; 'show' and 'twin' never are."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast devices list",
      "  firmcast devices list -q \"connectionState = 'Connected' AND tags.site = 'lab'\"",
      "  firmcast devices list -q \"SELECT COUNT() AS n, status FROM devices GROUP BY status\"",
      "  firmcast devices list --modules -d sim-0"
    })
final class DevicesListCommand implements Callable<Integer> {
  @Option(
      names = {"-q", "--query"},
      paramLabel = "TEXT",
      description = "A condition, as after WHERE; or a whole query, if it begins with SELECT.")
  private @Nullable String query;

  @Option(names = "--modules", description = "Modules instead of devices.")
  private boolean modules;

  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "With --modules: only those of this device.")
  private @Nullable String device;

  @Option(names = "--top", paramLabel = "N", description = "No more than N rows.")
  private int top = Integer.MAX_VALUE;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    if (device != null && !modules) {
      throw new CliFailure(
          Exit.USAGE,
          "-d goes with --modules here; 'firmcast devices show -d %s' shows that device."
              .formatted(device));
    }
    if (top < 1) {
      throw new CliFailure(Exit.USAGE, "--top must be 1 or more.");
    }
    var wanted = new ListQuery(query, device, modules, hub.json());
    var words = HubWords.ofQuery(wanted.sql());
    var rows =
        new Rows(
            hub.talk(words, (devices, process) -> AllRows.of(devices, process, wanted.sql(), top)));
    if (hub.json()) {
      System.out.println(rows.json());
    } else if (rows.rows().isEmpty()) {
      System.err.println(modules ? "No modules." : "No devices.");
    } else {
      System.out.println(rows.table());
    }
    return Exit.OK;
  }
}
