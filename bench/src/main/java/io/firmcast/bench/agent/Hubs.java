// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import java.io.IOException;
import java.nio.file.Files;

/** The local hub, for fleets. */
final class Hubs {

  /** The Azure SDK dials no other. */
  static final int AZURE_PORT = 8883;

  /** Of one device: its connection, its first report, a call, the answer, five reports, and air. */
  private static final int TESTIMONIES = 16;

  private Hubs() {}

  /** One that keeps nothing on the disk. */
  static Server forgetful(Servers servers, int devices, int mqttPort) throws IOException {
    return servers.hub("none", devices, mqttPort, TESTIMONIES * devices);
  }

  /** One that has each report on the disk before it answers. */
  static Server durable(Servers servers, int devices, int mqttPort) throws IOException {
    var data = Files.createTempDirectory(servers.folder(), "data").toString();
    return servers.hub(data, devices, mqttPort, TESTIMONIES * devices);
  }
}
