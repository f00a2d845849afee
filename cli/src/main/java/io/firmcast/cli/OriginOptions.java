// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.Set;
import picocli.CommandLine.Option;

/** Which pages may read the feed and start updates, besides our own on this machine. */
final class OriginOptions {

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description =
          "A page elsewhere that may call, such as https://ops.example; may be repeated. Our own"
              + " page needs it too when it is opened by another name than a loopback one.")
  private Set<String> origins = Set.of();

  Set<String> origins() {
    return origins;
  }
}
