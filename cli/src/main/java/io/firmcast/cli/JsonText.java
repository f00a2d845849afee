// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads JSON: as it stands, out of a file as {@code @FILE}, or from stdin as {@code -}. */
record JsonText(@Nullable Object value) {
  private static final int SHOWN = 40;

  /** Any JSON. */
  static final class Any implements ITypeConverter<JsonText> {
    @Override
    public JsonText convert(String text) {
      var json = content(text);
      try {
        return new JsonText(Json.decodeValue(json));
      } catch (DecodeException notJson) {
        throw new TypeConversionException(
            "'%s' is no JSON: a text needs quotes of its own, as in '\"text\"'"
                .formatted(beginning(json)));
      }
    }
  }

  /** A JSON object. */
  static final class AnObject implements ITypeConverter<JsonObject> {
    @Override
    public JsonObject convert(String text) {
      var json = content(text);
      try {
        return new JsonObject(json);
      } catch (DecodeException notAnObject) {
        throw new TypeConversionException(
            "'%s' is no JSON object: write '{\"name\":\"value\"}', in single quotes"
                .formatted(beginning(json)));
      }
    }
  }

  private static String content(String text) {
    try {
      if (text.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      return text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text;
    } catch (IOException unreadable) {
      throw new TypeConversionException("'%s' cannot be read".formatted(text));
    }
  }

  private static String beginning(String json) {
    var line = json.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
