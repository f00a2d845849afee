// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of rollout files, as it is packaged. */
final class Schema {
  private static final String ID = "app://firmcast/rollout.schema.json";

  private final JsonObject document = read();
  private final Validator validator;

  Schema() {
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri(ID)
            .setOutputFormat(OutputFormat.Basic);
    var schemas = SchemaRepository.create(options).dereference(ID, JsonSchema.of(document));
    validator =
        schemas.validator(
            JsonSchema.of(new JsonObject().put("$ref", ID + "#/$defs/" + "RolloutDefinition")));
  }

  boolean accepts(JsonObject definition) {
    return Boolean.TRUE.equals(validator.validate(definition).getValid());
  }

  /** What a value of that name has to be. */
  JsonObject of(String name) {
    return document.getJsonObject("$defs").getJsonObject(name);
  }

  private static JsonObject read() {
    try (var file =
        RolloutJson.class.getResourceAsStream("/io/firmcast/orchestrator/rollout.schema.json")) {
      if (file == null) {
        throw new AssertionError("there is no schema");
      }
      return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
