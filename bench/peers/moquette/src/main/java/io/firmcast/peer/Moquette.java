// SPDX-License-Identifier: Apache-2.0
package io.firmcast.peer;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.util.Properties;

/** Moquette, keeping nothing. Arguments: port; a folder for its data. */
public final class Moquette {

  public static void main(String[] args) throws Exception {
    var settings = new Properties();
    settings.setProperty("host", "127.0.0.1");
    settings.setProperty("port", args[0]);
    settings.setProperty("allow_anonymous", "true");
    settings.setProperty("persistence_enabled", "false");
    settings.setProperty("telemetry_enabled", "false");
    settings.setProperty("data_path", args[1]);
    new Server().startServer(new MemoryConfig(settings));
    System.out.println("ready " + args[0]);
  }
}
