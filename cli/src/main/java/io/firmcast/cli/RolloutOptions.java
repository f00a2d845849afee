// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command on one rollout takes. */
final class RolloutOptions {
  @Parameters(index = "0", paramLabel = "ROLLOUT", description = "The rollout's name.")
  private String id = "";

  @Mixin private final ServiceOptions service = new ServiceOptions();

  String id() {
    return id;
  }

  RolloutCalls calls() {
    return new RolloutCalls(service.api());
  }

  boolean json() {
    return service.json();
  }
}
