// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.link.ClientCertificate;
import io.firmcast.agent.link.HttpProxy;
import io.firmcast.agent.link.LinkKind;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.SpareKey;
import io.firmcast.kit.ConnectionString;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The way of devices to their hub: through which doors, and what they show there. */
final class WayOptions {

  @Option(
      names = "--websocket",
      description = "Speak MQTT inside a WebSocket, where a network lets nothing but HTTPS out.")
  private boolean webSocket;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      converter = PortText.class,
      defaultValue = "443",
      description = "With --websocket: the hub's HTTPS port (${DEFAULT-VALUE}).")
  private int httpsPort = LinkOptions.HTTPS;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "An HTTP proxy, as http://[user:password@]host:port, for the hub and for images. The Azure"
              + " SDK needs --websocket with it.")
  private @Nullable String proxy;

  @Option(
      names = "--cert-file",
      paramLabel = "FILE",
      description =
          "PEM file of the device's certificate, where its connection string says x509=true.")
  private @Nullable Path certificate;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "PEM file of the certificate's private key (PKCS#8).")
  private @Nullable Path key;

  @Option(
      names = "--secondary-key",
      paramLabel = "KEY",
      description =
          "The other of the two keys, tried where the hub does not accept the one of the connection"
              + " string. Better given as FIRMCAST_SECONDARY_KEY.")
  private @Nullable String secondaryKey;

  @Option(
      names = "--token-life",
      paramLabel = "TIME",
      defaultValue = "1h",
      description =
          "How long a device's token is good; it is renewed after four fifths (${DEFAULT-VALUE}).")
  private Duration tokenLife = LinkOptions.DIRECT.tokenLife();

  boolean isWebSocket() {
    return webSocket;
  }

  /** What does not go together is said before anything is started. */
  LinkOptions options(LinkKind link) {
    if (proxy != null && link == LinkKind.AZURE_SDK && !webSocket) {
      throw new CliFailure(
          Exit.USAGE, "The Azure SDK takes a proxy only together with --websocket.");
    }
    try {
      return new LinkOptions(
          webSocket ? httpsPort : null,
          proxy == null ? null : proxy(proxy),
          certificate(),
          secondaryKey == null ? null : spare(secondaryKey),
          tokenLife);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --token-life: %s.".formatted(wrong.getMessage()));
    }
  }

  /** A device has either a key or a certificate. */
  void check(ConnectionString device) {
    if (device.isX509() != (certificate != null)) {
      throw new CliFailure(
          Exit.USAGE,
          device.isX509()
              ? "The connection string says x509=true: give --cert-file and --key-file."
              : "The connection string has a key: leave out --cert-file.");
    }
  }

  private @Nullable ClientCertificate certificate() {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new CliFailure(Exit.USAGE, "--cert-file and --key-file go together.");
    }
    return new ClientCertificate(certificate, key);
  }

  private static SpareKey spare(String base64) {
    try {
      return new SpareKey(base64);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --secondary-key: %s.".formatted(wrong.getMessage()));
    }
  }

  private static HttpProxy proxy(String text) {
    try {
      return HttpProxy.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --proxy: %s.".formatted(wrong.getMessage()));
    }
  }
}
