// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.ext.healthchecks.HealthChecks;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a process tells how it is. */
final class ManagementOptions {

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      converter = PortText.class,
      description =
          "/health/live and /health/ready (status-stream 9080, orchestrator 9081, agents 9082).")
  private @Nullable Integer port;

  void start(Lifetime process, HealthChecks ready, String host, int usualPort) {
    start(process, ready, host, usualPort, () -> "");
  }

  void start(
      Lifetime process, HealthChecks ready, String host, int usualPort, Supplier<String> metrics) {
    Management.start(process, ready, host, port == null ? usualPort : port, metrics);
  }
}
