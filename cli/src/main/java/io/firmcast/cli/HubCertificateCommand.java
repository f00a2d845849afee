// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The authorities whose certificates devices may show to the local hub that runs. */
@Command(
    name = "certificate",
    description = {
      "Registers authorities for X.509 devices with the running local hub.",
      "A device created with --am x509_ca may then show a certificate of theirs with its id as the"
          + " common name. In the manner of 'az iot hub certificate'; no proof of possession is asked for."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  firmcast hub certificate create -p plant-ca.pem",
      "  firmcast hub certificate list",
      "  firmcast hub certificate delete --thumbprint 0123…"
    })
final class HubCertificateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }

  @Command(name = "list", description = "Lists the authorities that are registered.")
  int list(@Mixin DeviceHubOptions hub) {
    var rows = HubAnswer.rows(hub.admin().get("/device-authorities"));
    if (rows.isEmpty()) {
      System.err.println("No authorities.");
    }
    return HubAnswer.print(hub, rows);
  }

  @Command(name = "create", description = "Registers the authorities of a file.")
  int create(
      @Mixin DeviceHubOptions hub,
      @Option(
              names = {"-p", "--path"},
              paramLabel = "FILE",
              required = true,
              description = "One certificate or several, in PEM.")
          Path file) {
    var body = new JsonObject().put("certificate", read(file));
    List<JsonObject> rows = HubAnswer.rows(hub.admin().send("POST", "/device-authorities", body));
    return HubAnswer.print(hub, rows);
  }

  @Command(
      name = "delete",
      description = "Takes an authority away: its devices cannot connect any more.")
  int delete(
      @Mixin DeviceHubOptions hub,
      @Option(
              names = "--thumbprint",
              paramLabel = "HASH",
              required = true,
              description = "SHA-256 in hexadecimal, as 'list' shows it.")
          String thumbprint) {
    hub.admin().send("DELETE", "/device-authorities/" + ServiceApi.segment(thumbprint), null);
    System.err.println("Deleted.");
    return Exit.OK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new CliFailure(Exit.USAGE, "%s cannot be read.".formatted(file));
    }
  }
}
