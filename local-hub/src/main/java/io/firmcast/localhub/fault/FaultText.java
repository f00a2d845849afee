// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.wire.Fields;
import io.firmcast.localhub.wire.TimeText;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Rules as text and as JSON; what is wrong is told in one sentence that begins with the field. */
public final class FaultText {

  private FaultText() {}

  static FaultRule rule(FaultKind kind) {
    return rule(new Fields(Map.of("kind", kind.text())));
  }

  static FaultRule parse(String text) {
    var colon = text.indexOf(':');
    var fields = new LinkedHashMap<String, String>();
    fields.put("kind", colon < 0 ? text : text.substring(0, colon));
    if (colon >= 0) {
      for (var pair : text.substring(colon + 1).split(",", -1)) {
        var equals = pair.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException("'" + pair + "' must be written name=value");
        }
        fields.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      }
    }
    return rule(new Fields(fields));
  }

  /** Reads {@link #json}; refuses anything else. */
  public static FaultRule of(JsonObject json) {
    return rule(Fields.of(json));
  }

  /** The rule as JSON, with the fields that it has. */
  public static JsonObject json(FaultRule rule) {
    var json =
        new JsonObject()
            .put("kind", rule.kind().text())
            .put("rate", rule.rate())
            .put("devices", rule.devices())
            .put("seed", rule.seed());
    var lasting = rule.lasting();
    if (lasting != null) {
      json.put("for", TimeText.of(lasting));
    }
    return switch (rule.kind().parameter()) {
      case "time" -> json.put("time", rule.time().toString());
      case "count" -> json.put("count", rule.count());
      case "status" -> json.put("status", rule.status());
      default -> json;
    };
  }

  private static FaultRule rule(Fields fields) {
    var kind = fields.read("kind", FaultKind::of);
    var rule =
        new FaultRule(
            kind,
            fields.read("rate", 1.0, Double::parseDouble),
            fields.read("devices", "*", text -> text),
            fields.readOrNull("for", TimeText::parse),
            fields.read("seed", 0L, Long::parseLong),
            parameter(kind, "time", fields, Span.NONE, Span::of),
            parameter(kind, "count", fields, 1, Integer::valueOf),
            parameter(kind, "status", fields, 0, Integer::valueOf));
    fields.end(kind.text());
    return rule;
  }

  private static <T> T parameter(
      FaultKind kind, String name, Fields fields, T none, Function<String, T> reader) {
    return kind.parameter().equals(name)
        ? fields.read(name, reader.apply(kind.usual()), reader)
        : none;
  }
}
