// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.Credentials;
import io.firmcast.hub.Devices;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers one device or module, or many devices. */
@Command(
    name = "create",
    description = {
      "Registers a device, a module of one, or many devices at once.",
      "The hub makes their keys, unless they have a certificate."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast devices create -d sim-0 --show-connection-string",
      "  firmcast devices create --count 100 --prefix sim-"
    })
final class DevicesCreateCommand implements Callable<Integer> {

  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "The device.")
  private @Nullable String device;

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "A module of it, which must exist.")
  private @Nullable String module;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Many devices instead of one; those that exist are left as they are.")
  private @Nullable Integer count;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "sim-",
      description =
          "With --count: what their ids begin with, before a number from 0 (${DEFAULT-VALUE}).")
  private String prefix = "sim-";

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      defaultValue = "enabled",
      description = "enabled or disabled (${DEFAULT-VALUE}).")
  private DeviceStatus status = DeviceStatus.ENABLED;

  @Option(
      names = "--x509-thumbprint",
      paramLabel = "HEX",
      description =
          "It has a certificate of its own, with this thumbprint (SHA-1 or SHA-256); again for the"
              + " secondary one.")
  private List<String> thumbprints = List.of();

  @Option(
      names = "--x509-ca",
      description =
          "It has a certificate with its id as the common name, by an authority that the hub knows"
              + " ('firmcast hub certificate').")
  private boolean certified;

  @Option(
      names = "--show-connection-string",
      description = "Show what its program connects with, key included.")
  private boolean secrets;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    if ((device == null) == (count == null)) {
      throw new CliFailure(Exit.USAGE, "Give either -d for one device or --count for many.");
    }
    var credentials = credentials();
    if (device != null) {
      one(IdentityOptions.identity(device, module), credentials);
    } else if (count != null) {
      many(count, credentials);
    }
    return Exit.OK;
  }

  private void one(Identity identity, Credentials credentials) {
    var words =
        new HubWords(
            "device " + identity.deviceId(),
            "%s exists already; 'firmcast devices show %s' shows it."
                .formatted(identity, IdentityOptions.flags(identity)));
    var made = hub.ask(words, devices -> devices.create(identity, credentials, status.isEnabled()));
    var view = view(made);
    System.out.println(hub.json() ? view.json().encodePrettily() : view.table());
  }

  private void many(int count, Credentials credentials) {
    if (count < 1 || module != null) {
      throw new CliFailure(Exit.USAGE, "--count must be 1 or more, and makes no modules.");
    }
    var ids =
        IntStream.range(0, count)
            .mapToObj(i -> IdentityOptions.identity(prefix + i, null))
            .toList();
    var words = new HubWords("such device", "They exist already.");
    var made =
        hub.talk(
            words,
            (devices, process) ->
                new DeviceBatch(process, "Created").run(ids, id -> made(devices, id, credentials)));
    var views = made.stream().flatMap(Optional::stream).map(this::view).toList();
    System.err.println(sentence(ids, views.size()));
    if (hub.json()) {
      System.out.println(
          new JsonArray(views.stream().map(IdentityView::json).toList()).encodePrettily());
    } else if (secrets) {
      views.forEach(view -> System.out.println(view.connectionString()));
    }
  }

  private Future<Optional<JsonObject>> made(
      Devices devices, Identity identity, Credentials credentials) {
    return devices
        .create(identity, credentials, status.isEnabled())
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof HubException known && known.reason() == Reason.CONFLICT
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private static String sentence(List<Identity> ids, int made) {
    var range = ids.get(0) + (ids.size() == 1 ? "" : " to " + ids.get(ids.size() - 1));
    var devices = made == 1 ? "1 device" : made + " devices";
    return made == ids.size()
        ? "Created %s, %s.".formatted(devices, range)
        : "Created %s of %s; %d existed already.".formatted(devices, range, ids.size() - made);
  }

  private IdentityView view(JsonObject document) {
    return new IdentityView(document, hub.host(), secrets);
  }

  private Credentials credentials() {
    if (certified && !thumbprints.isEmpty()) {
      throw new CliFailure(Exit.USAGE, "Give either --x509-ca or --x509-thumbprint.");
    }
    if (certified) {
      return new Credentials.Certified();
    }
    try {
      return thumbprints.isEmpty()
          ? new Credentials.Keys()
          : new Credentials.SelfSigned(thumbprints);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "--x509-thumbprint: %s.".formatted(wrong.getMessage()));
    }
  }
}
