// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules as text and as JSON; what is wrong is told in one sentence that begins with the field. */
public final class FaultText {

  private FaultText() {}

  static FaultRule rule(FaultKind kind) {
    return rule(kind, Map.of());
  }

  static FaultRule parse(String text) {
    var colon = text.indexOf(':');
    var kind = FaultKind.of(colon < 0 ? text : text.substring(0, colon));
    var fields = new LinkedHashMap<String, String>();
    if (colon >= 0) {
      for (var pair : text.substring(colon + 1).split(",", -1)) {
        var equals = pair.indexOf('=');
        refuseIf(equals < 1, "'%s' must be written name=value".formatted(pair));
        fields.put(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim());
      }
    }
    return rule(kind, fields);
  }

  /** Reads {@link #json}; members that only tell how a rule fares are not taken. */
  public static FaultRule of(JsonObject json) {
    var fields = new LinkedHashMap<String, String>();
    for (var member : json) {
      var value = member.getValue();
      refuseIf(
          value == null || value instanceof JsonObject || value instanceof JsonArray,
          member.getKey() + ": must be a text or a number");
      fields.put(member.getKey(), String.valueOf(value));
    }
    var kind = fields.remove("kind");
    if (kind == null) {
      throw new IllegalArgumentException("kind: is missing");
    }
    return rule(FaultKind.of(kind), fields);
  }

  /** The rule with the members it has. */
  public static JsonObject json(FaultRule rule) {
    var json =
        new JsonObject()
            .put("kind", rule.kind().text())
            .put("rate", rule.rate())
            .put("devices", rule.devices())
            .put("seed", rule.seed());
    var lasting = rule.lasting();
    if (lasting != null) {
      json.put("for", Span.text(lasting));
    }
    return switch (rule.kind().parameter()) {
      case "time" -> json.put("time", rule.time().toString());
      case "count" -> json.put("count", rule.count());
      case "status" -> json.put("status", rule.status());
      default -> json;
    };
  }

  private static FaultRule rule(FaultKind kind, Map<String, String> given) {
    var fields = new LinkedHashMap<>(given);
    var parameter = kind.parameter();
    if (!parameter.isEmpty()) {
      fields.putIfAbsent(parameter, kind.usual());
    }
    var rule =
        new FaultRule(
            kind,
            read(fields, "rate", 1.0, Double::parseDouble),
            fields.getOrDefault("devices", "*"),
            lasting(fields.get("for")),
            read(fields, "seed", 0L, Long::parseLong),
            read(fields, "time", Span.NONE, Span::of),
            read(fields, "count", 1, Integer::parseInt),
            read(fields, "status", 0, Integer::parseInt));
    for (var name : fields.keySet()) {
      refuseIf(
          !name.matches("rate|devices|for|seed") && !name.equals(parameter),
          "%s: %s has no such field".formatted(name, kind.text()));
    }
    return rule;
  }

  private static @Nullable Duration lasting(@Nullable String text) {
    return text == null ? null : read(Map.of("for", text), "for", Duration.ZERO, Span::duration);
  }

  private static <T> T read(
      Map<String, String> fields, String name, T absent, Function<String, T> reader) {
    var text = fields.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return reader.apply(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(name + ": '" + text + "' is no number", notOne);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
    }
  }

  private static void refuseIf(boolean broken, String problem) {
    if (broken) {
      throw new IllegalArgumentException(problem);
    }
  }
}
