// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.localhub.HubBehaviour;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.Memory;
import io.firmcast.localhub.head.Tls;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The local hub as a process of its own. Arguments: the data directory, or none; how many devices
 * {@code d0 …} to register; the engine of TLS; the MQTT port or 0; how much its witness remembers;
 * the tier. It says on which ports it listens, its owner's connection string, and in which file the
 * certificate is that is to be trusted.
 */
final class HubServer {

  private static final int REGISTER_AT_ONCE = 1000;

  private HubServer() {}

  public static void main(String[] args) {
    var data = args[0].equals("none") ? null : Path.of(args[0]);
    var devices = Integer.parseInt(args[1]);
    LocalHub.start(
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)),
            settings(data, Integer.parseInt(args[3]), Integer.parseInt(args[4]))
                .withTls(Tls.valueOf(args[2]))
                .withBehaviour(HubBehaviour.FAST.withTier(TierSettings.of(Tier.valueOf(args[5])))))
        .compose(hub -> register(hub, devices).map(hub))
        .onComplete(
            hub ->
                System.out.printf(
                    "ready %d %d %s %s%n",
                    hub.mqttPort(), hub.httpsPort(), hub.serviceConnectionString(), file(hub)),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }

  private static LocalHubSettings settings(@Nullable Path data, int mqttPort, int testimonies) {
    return LocalHubSettings.defaults()
        .withPorts(mqttPort, 0)
        .withData(data)
        .withMemory(new Memory(Memory.USUAL.events(), testimonies));
  }

  private static Path file(LocalHub hub) {
    try {
      return Files.writeString(Files.createTempFile("firmcast-bench", ".pem"), hub.caPem());
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static Future<Void> register(LocalHub hub, int devices) {
    return devices == 0
        ? Future.succeededFuture()
        : Load.run(devices, REGISTER_AT_ONCE, n -> hub.createDevice("d" + n));
  }
}
