// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a token, for clients that are no SDK. */
@Command(
    name = "token",
    description = {
      "Prints a SAS token: the Authorization header of the hub's HTTPS API.",
      "With -d a device's own, the password with which any MQTT client connects as that device."
    },
    footer = {"", "Example:", "  curl -H \"Authorization: $(firmcast devices token)\" …"})
final class DevicesTokenCommand implements Callable<Integer> {

  @Option(
      names = {"-d", "--device-id"},
      paramLabel = "ID",
      description = "The device; without it the token is a service's.")
  private @Nullable String device;

  @Option(
      names = {"--du", "--duration"},
      paramLabel = "TIME",
      converter = SecondsText.class,
      defaultValue = "1h",
      description = "How long it is good for (${DEFAULT-VALUE}).")
  private Duration duration = Duration.ofHours(1);

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var until = Clock.systemUTC().instant().plus(duration);
    var token =
        device == null
            ? SasToken.forService(hub.service(), until)
            : SasToken.forDevice(connectionString(device), until);
    System.out.println(hub.json() ? new JsonObject().put("sas", token).encodePrettily() : token);
    return Exit.OK;
  }

  private ConnectionString connectionString(String device) {
    var identity = IdentityOptions.identity(device, null);
    var document = hub.ask(HubWords.about(identity), devices -> devices.identity(identity));
    try {
      return ConnectionString.parse(
          new IdentityView(document, hub.host(), true).connectionString());
    } catch (IllegalArgumentException noKey) {
      throw new CliFailure(
          Exit.FAILED, "%s has a certificate and no key to sign with.".formatted(identity));
    }
  }
}
