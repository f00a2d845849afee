// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.orchestrator.OrchestratorVerticle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The JSON Schema of rollout files, for editors. */
@Command(name = "schema", description = "Prints the JSON Schema of rollout files, for editors.")
final class RolloutSchemaCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    try (var schema = OrchestratorVerticle.class.getResourceAsStream("rollout.schema.json")) {
      if (schema == null) {
        throw new CliFailure(Exit.FAILED, "This build has no schema in it.");
      }
      System.out.print(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
    }
    return Exit.OK;
  }
}
