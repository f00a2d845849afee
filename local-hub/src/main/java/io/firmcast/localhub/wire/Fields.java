// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Named texts that somebody wrote, read one by one; what is wrong is told in one sentence that
 * begins with the field. What nobody reads is wrong, too.
 */
public final class Fields {

  private final Map<String, String> unread;

  public Fields(Map<String, String> given) {
    this.unread = new LinkedHashMap<>(given);
  }

  /** The members of a JSON object, which must be texts, numbers or truth values. */
  public static Fields of(JsonObject json) {
    var fields = new LinkedHashMap<String, String>();
    for (var member : json) {
      var value = member.getValue();
      if (value == null || value instanceof JsonObject || value instanceof JsonArray) {
        throw new IllegalArgumentException(member.getKey() + ": must be a text or a number");
      }
      fields.put(member.getKey(), String.valueOf(value));
    }
    return new Fields(fields);
  }

  /** Reads a field, or gives what holds where it is absent. */
  public <T> T read(String name, T absent, Function<String, T> reader) {
    var text = unread.remove(name);
    return text == null ? absent : read(name, text, reader);
  }

  /** Reads a field, or gives null where it is absent. */
  public <T> @Nullable T readOrNull(String name, Function<String, T> reader) {
    var text = unread.remove(name);
    return text == null ? null : read(name, text, reader);
  }

  /** Reads a field that must be there. */
  public <T> T read(String name, Function<String, T> reader) {
    var text = unread.remove(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": is missing");
    }
    return read(name, text, reader);
  }

  /** Refuses what was given but has not been read. */
  public void end(String whose) {
    unread
        .keySet()
        .forEach(
            name -> {
              throw new IllegalArgumentException(name + ": " + whose + " has no such field");
            });
  }

  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (NumberFormatException notOne) {
      throw new IllegalArgumentException(name + ": '" + text + "' is no number", notOne);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
    }
  }
}
