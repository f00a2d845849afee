// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.link.LinkKind;
import picocli.CommandLine.Option;

/** How simulated devices connect, wherever they are started. */
final class AgentOptions {

  @Option(
      names = "--link",
      paramLabel = "LINK",
      defaultValue = "mqtt",
      converter = LinkText.class,
      description =
          "How devices connect: mqtt (on the event loop) or azure-sdk (nine threads each)"
              + " (${DEFAULT-VALUE}).")
  private LinkKind link = LinkKind.MQTT;

  LinkKind link() {
    return link;
  }

  /**
   * The Azure SDK dials one port only, and takes two legal characters of an id for wildcards;
   * either would leave every device alone.
   */
  void check(int mqttPort, String prefix) {
    if (link == LinkKind.AZURE_SDK && (prefix.contains("#") || prefix.contains("+"))) {
      throw new CliFailure(
          Exit.USAGE,
          "The Azure SDK cannot connect a device with # or + in its id: change --prefix, or use"
              + " --link mqtt.");
    }
    if (link == LinkKind.AZURE_SDK && mqttPort != 8883) {
      throw new CliFailure(
          Exit.USAGE,
          "The Azure SDK dials port 8883 only: leave out --mqtt-port, or use --link mqtt.");
    }
  }
}
