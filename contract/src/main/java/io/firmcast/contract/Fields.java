// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message that somebody else wrote: a wrong type is a {@link BadMessage} that
 * names the field. An absent field and a JSON null are the same.
 */
final class Fields {
  /** Longer texts from a device are cut: they are shown and logged, never decided on. */
  static final int SHOWN_TEXT = 512;

  private final JsonObject json;
  private final String pointer;

  Fields(JsonObject json) {
    this(json, "");
  }

  private Fields(JsonObject json, String pointer) {
    this.json = json;
    this.pointer = pointer;
  }

  @Nullable String text(String name) {
    return typed(name, String.class, "a string");
  }

  String requiredText(String name) {
    var text = text(name);
    if (text == null || text.isEmpty()) {
      throw new BadMessage(at(name), "is required");
    }
    return text;
  }

  @Nullable String shownText(String name) {
    var text = text(name);
    return text == null || text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT);
  }

  @Nullable Long whole(String name) {
    var number = typed(name, Number.class, "a whole number");
    if (number == null) {
      return null;
    }
    if (!(number instanceof Integer || number instanceof Long)) {
      throw new BadMessage(at(name), "must be a whole number");
    }
    return number.longValue();
  }

  @Nullable Instant instant(String name) {
    var text = text(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException notATime) {
      throw new BadMessage(at(name), "must be an ISO-8601 UTC time");
    }
  }

  <T> @Nullable T as(String name, Function<String, T> read) {
    var text = text(name);
    return text == null ? null : read.apply(text);
  }

  @Nullable Fields object(String name) {
    var object = typed(name, JsonObject.class, "an object");
    return object == null ? null : new Fields(object, at(name));
  }

  <T> List<T> objects(String name, int newest, Function<Fields, T> read) {
    var array = typed(name, JsonArray.class, "an array");
    if (array == null) {
      return List.of();
    }
    return IntStream.range(Math.max(0, array.size() - newest), array.size())
        .mapToObj(i -> read.apply(element(array, name, i)))
        .toList();
  }

  String at(String name) {
    return pointer + "/" + name;
  }

  private Fields element(JsonArray array, String name, int index) {
    if (array.getValue(index) instanceof JsonObject object) {
      return new Fields(object, at(name) + "/" + index);
    }
    throw new BadMessage(at(name) + "/" + index, "must be an object");
  }

  private <T> @Nullable T typed(String name, Class<T> type, String called) {
    var value = json.getValue(name);
    if (value != null && !type.isInstance(value)) {
      throw new BadMessage(at(name), "must be " + called);
    }
    return type.cast(value);
  }
}
