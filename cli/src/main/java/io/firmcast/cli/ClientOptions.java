// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** How many may follow the feed, and whose word is taken for where they are. */
final class ClientOptions {

  @Option(
      names = "--max-clients",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Clients of the feed at one time (${DEFAULT-VALUE}).")
  private int most = 5000;

  @Option(
      names = "--max-clients-per-address",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Of those, from one address (${DEFAULT-VALUE}).")
  private int mostPerAddress = 1000;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      description =
          "A proxy whose X-Forwarded-For says where a client is; may be repeated. Without it all"
              + " that come through a proxy count as one address.")
  private Set<String> proxies = Set.of();

  int most() {
    return most;
  }

  int mostPerAddress() {
    return mostPerAddress;
  }

  Set<String> proxies() {
    return proxies;
  }
}
