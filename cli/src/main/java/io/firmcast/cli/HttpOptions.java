// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where a service listens. Nobody has to sign in yet, so by default only this machine may call. */
final class HttpOptions {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--insecure",
      description = "Listen beyond this machine although anybody may then start updates.")
  private boolean insecure;

  /**
   * The address, which must be this machine's; refused where others could call without being asked
   * who they are.
   */
  String host() {
    var address = addressOf(host);
    if (!insecure && !address.isLoopbackAddress()) {
      throw new CliFailure(
          Exit.USAGE,
          "Whoever reaches %s could start updates; give --insecure if that is meant."
              .formatted(host));
    }
    return host;
  }

  private static InetAddress addressOf(String host) {
    try {
      var address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress()
          || address.isLoopbackAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (UnknownHostException | SocketException unknown) {
      throw notOurs(host);
    }
    throw notOurs(host);
  }

  private static CliFailure notOurs(String host) {
    return new CliFailure(Exit.USAGE, "--host %s is no address of this machine.".formatted(host));
  }
}
