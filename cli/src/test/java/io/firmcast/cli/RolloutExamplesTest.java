// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.json.RolloutJson;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documents are rollouts. */
class RolloutExamplesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String ID = "app://firmcast/rollout.schema.json";

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_keeps_the_schema_and_is_a_definition(Path file) {
    var example = YamlFile.read(file.toString()).json();

    var outcome = validated(example);
    assertThat(outcome).as(outcome).isEqualTo("valid");
    example.remove("id");
    example.remove("reason");
    assertThat(new RolloutJson().definition(example).firmware().fwPackageUri()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_told_of_in_the_page(Path file) throws IOException {
    assertThat(Files.readString(DOCS.resolve("rollouts.md")))
        .contains(file.getFileName().toString());
  }

  @Test
  void there_are_ten() throws IOException {
    assertThat(examples()).hasSize(10);
  }

  static Stream<Path> examples() throws IOException {
    try (var files = Files.list(DOCS.resolve("examples").resolve("rollouts"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static String validated(JsonObject example) {
    var schema = new JsonObject(Terminal.run("rollout", "schema").out());
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri(ID)
            .setOutputFormat(OutputFormat.Basic);
    var found =
        SchemaRepository.create(options)
            .dereference(ID, JsonSchema.of(schema))
            .validator(
                JsonSchema.of(new JsonObject().put("$ref", ID + "#/$defs/RolloutDefinition")))
            .validate(example);
    return Boolean.TRUE.equals(found.getValid()) ? "valid" : found.toJson().encode();
  }
}
