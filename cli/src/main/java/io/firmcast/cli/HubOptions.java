// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub, and whom to trust when speaking to it. The same for Azure and for the local one. */
final class HubOptions {

  @Option(
      names = "--connection-string",
      paramLabel = "TEXT",
      description =
          "The hub's service connection string. Better given as IOTHUB_CONNECTION_STRING, or"
              + " IOTHUB_CONNECTION_STRING_FILE: a command line is no secret.")
  private @Nullable String connectionString;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "PEM file of an authority to trust besides the JDK's: the local hub's"
              + " data/hub/ca.pem.")
  private @Nullable Path caFile;

  /** Whether somebody said which hub. */
  boolean isGiven() {
    return connectionString != null;
  }

  Trust trust() {
    return trust(caFile);
  }

  /** That file's authorities where no other is named. */
  Trust trustOr(Path otherCaFile) {
    return trust(caFile == null ? otherCaFile : caFile);
  }

  private static Trust trust(@Nullable Path caFile) {
    try {
      return Trust.of(caFile);
    } catch (IllegalArgumentException unreadable) {
      throw new CliFailure(Exit.FAILED, "Check --ca-file: %s.".formatted(unreadable.getMessage()));
    }
  }

  ConnectionString service() {
    if (connectionString == null) {
      throw new CliFailure(
          Exit.USAGE,
          "No hub given: set IOTHUB_CONNECTION_STRING to the hub's service connection string.");
    }
    return parse("IOTHUB_CONNECTION_STRING", connectionString);
  }

  static ConnectionString parse(String variable, String text) {
    try {
      return ConnectionString.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.FAILED, "Check %s: %s.".formatted(variable, wrong.getMessage()));
    }
  }
}
