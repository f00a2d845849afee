// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In whose name something is done to a rollout, and why: its log keeps both. */
final class WhoOptions {

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "In whose name; without it, the user of this machine.")
  private @Nullable String who;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the log.")
  private @Nullable String reason;

  /** The headers that say who. */
  Map<String, String> headers() {
    var name = who == null ? System.getProperty("user.name", "anonymous") : who;
    if (name.matches("[\\x21-\\x7e]{1,128}")) {
      return Map.of("X-Firmcast-Who", name);
    }
    if (who == null) {
      return Map.of();
    }
    throw new CliFailure(
        Exit.USAGE, "--who must be 1 to 128 visible ASCII characters without a space.");
  }

  @Nullable String reason() {
    return reason;
  }
}
