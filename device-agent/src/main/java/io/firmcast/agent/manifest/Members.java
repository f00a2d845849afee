// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of something signed; what is missing, of a wrong type or unknown is an error. */
final class Members {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, Object> values;
  private final Set<String> asked = new HashSet<>();

  private Members(Map<String, Object> values) {
    this.values = values;
  }

  static Members of(byte[] utf8) {
    try {
      return new Members(StrictJson.object(utf8));
    } catch (IOException notOurs) {
      throw new IllegalArgumentException("not the JSON that is expected here", notOurs);
    }
  }

  String text(String name) {
    var text = required(name, String.class);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    asked.add(name);
    return values.containsKey(name) ? text(name) : null;
  }

  long whole(String name, long least) {
    var number = required(name, Long.class);
    if (number < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more");
    }
    return number;
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException(name + " must be an ISO-8601 UTC time", notATime);
    }
  }

  Members object(String name) {
    return new Members(members(required(name, Map.class)));
  }

  List<Members> objects(String name) {
    return list(name).stream().map(element -> new Members(members(element))).toList();
  }

  List<String> texts(String name) {
    return list(name).stream().map(element -> typed(name, String.class, element)).toList();
  }

  /** A constraint that is not understood cannot be kept: a newer agent must read it. */
  void nothingElse() {
    var unknown = new HashSet<>(values.keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("what is " + unknown.iterator().next() + "?");
    }
  }

  /** The UTF-8 of that object: what is absent (null) is left out, the order is kept. */
  static byte[] write(Map<String, ?> values) {
    var out = new ByteArrayOutputStream();
    try (var json = FACTORY.createGenerator(out)) {
      write(json, values);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (var member : object.entrySet()) {
        if (member.getValue() != null) {
          json.writeFieldName(member.getKey().toString());
          write(json, member.getValue());
        }
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> array) {
      json.writeStartArray();
      for (var element : array) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  private List<?> list(String name) {
    return required(name, List.class);
  }

  private <T> T required(String name, Class<T> type) {
    asked.add(name);
    return typed(name, type, values.get(name));
  }

  private static <T> T typed(String name, Class<T> type, @Nullable Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          value == null ? name + " is missing" : name + " has a wrong type");
    }
    return type.cast(value);
  }

  @SuppressWarnings("unchecked") // StrictJson makes no others
  private static Map<String, Object> members(Object value) {
    if (value instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new IllegalArgumentException("an object is expected");
  }
}
