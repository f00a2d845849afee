// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.head.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The local hub as a process of its own. Arguments: the data directory, or none; how many devices
 * {@code d0 …} to register; the engine of TLS.
 */
final class HubServer {

  private static final int REGISTER_AT_ONCE = 1000;

  private HubServer() {}

  public static void main(String[] args) {
    var data = args[0].equals("none") ? null : Path.of(args[0]);
    var devices = Integer.parseInt(args[1]);
    LocalHub.start(
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true)),
            settings(data).withTls(Tls.valueOf(args[2])))
        .compose(hub -> register(hub, devices).map(hub))
        .onComplete(
            hub ->
                System.out.printf(
                    "ready %d %d %s%n",
                    hub.mqttPort(), hub.httpsPort(), hub.serviceConnectionString()),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }

  private static LocalHubSettings settings(@Nullable Path data) {
    return LocalHubSettings.defaults().withPorts(0, 0).withData(data);
  }

  private static Future<Void> register(LocalHub hub, int devices) {
    return devices == 0
        ? Future.succeededFuture()
        : Load.run(devices, REGISTER_AT_ONCE, n -> hub.createDevice("d" + n));
  }
}
