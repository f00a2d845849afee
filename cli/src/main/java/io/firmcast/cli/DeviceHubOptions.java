// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.Devices;
import io.firmcast.hub.HubException;
import io.firmcast.hub.rest.RestHub;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which hub the devices are at, and how to print what it says of them. */
final class DeviceHubOptions {
  /** Longer than the longest call of a method: 300 s to connect and 300 s to answer. */
  private static final Duration PATIENCE = Duration.ofMinutes(11);

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How to print: table, or json as the hub has it (${DEFAULT-VALUE}).")
  private Output output = Output.TABLE;

  @Mixin private final HubOptions hub = new HubOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where the local hub keeps its data, to find it when there is no connection string"
              + " (${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  boolean json() {
    return output == Output.JSON;
  }

  /** The host that devices dial, without a port. */
  String host() {
    return service().host();
  }

  /** What only a local hub has. */
  LocalHubAdmin admin() {
    return new LocalHubAdmin(service(), trust());
  }

  /** Asks the hub one thing, and waits for what it says. */
  <T> T ask(HubWords words, Function<Devices, Future<T>> question) {
    return talk(words, (devices, process) -> process.started(question.apply(devices), PATIENCE));
  }

  /** Asks the hub more than one thing; its refusal ends the command in those words. */
  <T> T talk(HubWords words, BiFunction<Devices, Lifetime, T> conversation) {
    var service = service();
    var trust = trust();
    try (var process = new Lifetime()) {
      return conversation.apply(open(process, service, trust), process);
    } catch (HubException failure) {
      throw words.of(failure, service.hostName());
    }
  }

  ConnectionString service() {
    return hub.isGiven() ? hub.service() : localHub();
  }

  /** The local hub is trusted by whichever way its connection string came here. */
  private Trust trust() {
    var door = LocalHubDoor.in(data);
    return !hub.isGiven() || door.leadsTo(hub.service())
        ? hub.trustOr(door.certificate())
        : hub.trust();
  }

  private ConnectionString localHub() {
    return LocalHubDoor.in(data)
        .service()
        .orElseThrow(
            () ->
                new CliFailure(
                    Exit.USAGE,
                    "No hub given: set IOTHUB_CONNECTION_STRING to the hub's service connection"
                        + " string, or name the local hub's data with --data (nothing in %s)."
                            .formatted(data)));
  }

  private static Devices open(Lifetime process, ConnectionString service, Trust trust) {
    try {
      return new RestHub(process.vertx(), service, trust, Clock.systemUTC());
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(
          Exit.FAILED, "Check IOTHUB_CONNECTION_STRING: %s.".formatted(wrong.getMessage()));
    }
  }
}
