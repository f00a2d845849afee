// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a script; a field that nobody has asked for is a mistake. */
final class ScriptFields {
  private final JsonObject json;
  private final String where;
  private final Set<String> asked = new HashSet<>();

  ScriptFields(JsonObject json, String where) {
    this.json = json;
    this.where = where;
  }

  String text(String name) {
    return required(name, String.class, "a string");
  }

  String text(String name, String otherwise) {
    return value(name) == null ? otherwise : text(name);
  }

  double number(String name) {
    return required(name, Number.class, "a number").doubleValue();
  }

  long whole(String name, long otherwise) {
    var value = value(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException(where + name + " must be a whole number");
  }

  Span span(String name) {
    try {
      return Span.parse(text(name));
    } catch (IllegalArgumentException wrong) {
      throw String.valueOf(wrong.getMessage()).startsWith(where + name)
          ? wrong
          : new IllegalArgumentException(name + " " + wrong.getMessage(), wrong);
    }
  }

  JsonArray array(String name) {
    return required(name, JsonArray.class, "an array");
  }

  void nothingElse() {
    for (var name : json.fieldNames()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(where + name + " is not known here");
      }
    }
  }

  /** That mistake, with the place where it is. */
  IllegalArgumentException at(IllegalArgumentException wrong) {
    return String.valueOf(wrong.getMessage()).startsWith(where)
        ? wrong
        : new IllegalArgumentException(where + wrong.getMessage(), wrong);
  }

  private <T> T required(String name, Class<T> type, String called) {
    var value = value(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          where + name + (value == null ? " is missing" : " must be " + called));
    }
    return type.cast(value);
  }

  private @Nullable Object value(String name) {
    asked.add(name);
    return json.getValue(name);
  }
}
