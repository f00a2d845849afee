// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A process of devices that does what it is told, a line at a time, and answers with a line: {@code
 * connect FIRST COUNT}, {@code heap}, {@code completed}. It ends with its input. Arguments: kind,
 * the words of {@link Where}, and those of the kind.
 */
final class FleetMain {

  private static final int COLLECTIONS = 3;

  private static final Logger LOG = Logger.getLogger(FleetMain.class.getName());

  // The library logs a line for each connection; held, or the level would be forgotten.
  private static final Logger MQTT = Logger.getLogger("io.vertx.mqtt");

  private FleetMain() {}

  public static void main(String[] args) throws Exception {
    MQTT.setLevel(Level.OFF);
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      var words = List.of(args);
      var where = Where.of(words.subList(1, 4));
      obey(Kind.valueOf(words.get(0)).devices(where, words.subList(4, words.size())), lines);
    } catch (Exception failed) {
      LOG.log(Level.SEVERE, "these devices have come to an end", failed);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void obey(Devices devices, BufferedReader lines) throws Exception {
    say("ready");
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var words = line.split(" ", -1);
      switch (words[0]) {
        case "connect" -> {
          devices.connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
          say("connected");
        }
        case "heap" -> say(Long.toString(heap()));
        case "completed" -> say(Integer.toString(devices.completed()));
        default -> throw new IOException("what is " + line);
      }
    }
  }

  /** What is alive: after three collections nothing else is left. */
  private static long heap() throws InterruptedException {
    for (var n = 0; n < COLLECTIONS; n++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
