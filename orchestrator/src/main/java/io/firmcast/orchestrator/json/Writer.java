// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records; what is absent is left out. */
final class Writer {
  private final Shapes shapes;

  Writer(Shapes shapes) {
    this.shapes = shapes;
  }

  /**
   * One record.
   *
   * @param tagged whether its type is written, because it is one variant of several
   */
  JsonObject fields(Record holder, boolean tagged) {
    var json = new JsonObject();
    if (tagged) {
      json.put(Shapes.TAG, Names.of(holder.getClass()));
    }
    for (var field : shapes.of(holder.getClass()).fields()) {
      var value = field.of(holder);
      if (value != null) {
        json.put(field.name(), value(value, isVariant(field)));
      }
    }
    return json;
  }

  private Object value(Object value, boolean tagged) {
    if (Texts.isText(value.getClass()) || value instanceof ZoneId) {
      return Texts.write(value);
    }
    if (value instanceof Enum<?> constant) {
      return Names.of(constant);
    }
    if (value instanceof Record holder) {
      return fields(holder, tagged);
    }
    if (value instanceof List<?> list) {
      var array = new JsonArray();
      list.forEach(item -> array.add(value(item, false)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      var object = new JsonObject();
      map.entrySet().stream()
          .sorted((one, other) -> key(one).compareTo(key(other)))
          .forEach(entry -> object.put(key(entry), entry.getValue()));
      return object;
    }
    return value;
  }

  private static String key(Map.Entry<?, ?> entry) {
    return entry.getKey() instanceof Enum<?> constant
        ? Names.of(constant)
        : String.valueOf(entry.getKey());
  }

  private static boolean isVariant(Shape.Field field) {
    @Nullable Class<?> type = field.type() instanceof Class<?> plain ? plain : null;
    return type != null && type.isSealed() && !type.isRecord();
  }
}
