// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds real answers against {@code openapi.yaml}: status, media type and every field. */
final class OpenApiDocument {
  private static final String ID = "app://firmcast/openapi";

  private final JsonObject document;
  private final SchemaRepository schemas;

  OpenApiDocument(String yaml) {
    Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    document = new JsonObject(read);
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri(ID)
            .setOutputFormat(OutputFormat.Basic);
    schemas = SchemaRepository.create(options).dereference(ID, JsonSchema.of(document));
  }

  /** Throws an {@link AssertionError} that says in what the answer breaks the contract. */
  void check(String method, String path, int status, String mediaType, String body) {
    var content = content(method, path, status);
    var schema = content.getJsonObject(mediaType);
    if (schema == null) {
      throw new AssertionError(mediaType + " is not documented among " + content.fieldNames());
    }
    var pointer = schema.getJsonObject("schema").getString("$ref");
    var output =
        schemas
            .validator(JsonSchema.of(new JsonObject().put("$ref", ID + pointer)))
            .validate(Json.decodeValue(body));
    if (!Boolean.TRUE.equals(output.getValid())) {
      throw new AssertionError(body + " breaks " + pointer + ": " + output.toJson());
    }
  }

  private JsonObject content(String method, String path, int status) {
    var operation =
        document.getJsonObject("paths").stream()
            .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
            .map(entry -> ((JsonObject) entry.getValue()).getJsonObject(method))
            .findFirst()
            .orElseThrow(() -> new AssertionError(path + " is not documented"));
    var response = operation.getJsonObject("responses").getJsonObject(Integer.toString(status));
    if (response == null) {
      throw new AssertionError(method + " " + path + " does not document " + status);
    }
    var reference = response.getString("$ref");
    return (reference == null ? response : at(reference)).getJsonObject("content");
  }

  private JsonObject at(String reference) {
    var place = document;
    for (var name : reference.substring(2).split("/", -1)) {
      place = place.getJsonObject(name);
    }
    return place;
  }
}
