// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds real frames against {@code asyncapi.yaml}. */
final class AsyncApi {
  private static final String ID = "app://firmcast/asyncapi";

  private final JsonObject document;
  private final SchemaRepository schemas;

  private AsyncApi(JsonObject document) {
    this.document = document;
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri(ID)
            .setOutputFormat(OutputFormat.Basic);
    schemas = SchemaRepository.create(options).dereference(ID, JsonSchema.of(document.copy()));
  }

  static AsyncApi read() throws IOException {
    try (InputStream in = AsyncApi.class.getResourceAsStream("/webroot/asyncapi.yaml")) {
      Map<String, Object> read =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(in));
      return new AsyncApi(new JsonObject(read));
    }
  }

  JsonObject document() {
    return document;
  }

  /** Throws an {@link AssertionError} that says in what the frame breaks its message. */
  void check(JsonObject frame) {
    var payload = "/components/messages/" + frame.getString("type") + "/payload";
    checkAt(payload, frame);
    var known = at("#" + payload).getJsonObject("properties").fieldNames();
    if (!known.containsAll(frame.fieldNames())) {
      throw new AssertionError(frame + " has what is not documented at " + payload);
    }
  }

  void checkAt(String pointer, Object value) {
    var output =
        schemas
            .validator(JsonSchema.of(new JsonObject().put("$ref", ID + "#" + pointer)))
            .validate(value);
    if (!Boolean.TRUE.equals(output.getValid())) {
      throw new AssertionError(value + " breaks " + pointer + ": " + output.toJson());
    }
  }

  JsonObject at(String reference) {
    var place = document;
    for (var name : reference.substring(2).split("/", -1)) {
      place = Objects.requireNonNull(place.getJsonObject(name), reference + " is nowhere");
    }
    return place;
  }

  /** Every {@code $ref} in the document. */
  List<String> references() {
    var found = new ArrayList<String>();
    collect(document, found);
    return found;
  }

  private static void collect(Object node, List<String> found) {
    if (node instanceof JsonObject object) {
      object.forEach(
          entry -> {
            if (entry.getKey().equals("$ref")) {
              found.add((String) entry.getValue());
            } else {
              collect(entry.getValue(), found);
            }
          });
    } else if (node instanceof JsonArray array) {
      array.forEach(element -> collect(element, found));
    }
  }
}
