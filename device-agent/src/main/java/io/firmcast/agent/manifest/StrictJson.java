// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object and nothing after it. Two readers must never see two things in one signed
 * text, so a name that stands twice is an error here, and so is whatever JSON does not allow.
 */
final class StrictJson {
  /** A manifest has under 1 KB, a key set a few; what is larger is none of ours. */
  static final int LONGEST = 64 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxNumberLength(20).build())
          .build();

  private StrictJson() {}

  /** Values are String, Long, Boolean, List and Map; a null or a fraction is refused. */
  static Map<String, Object> object(byte[] utf8) throws IOException {
    if (utf8.length > LONGEST) {
      throw new IOException("longer than " + LONGEST + " bytes");
    }
    // As text: of bytes, the parser would guess UTF-16 and UTF-32 as well.
    try (var parser = FACTORY.createParser(new String(utf8, UTF_8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      var members = members(parser);
      if (parser.nextToken() != null) {
        throw new IOException("something after the object");
      }
      return members;
    }
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  private static Object value(JsonParser parser) throws IOException {
    var token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return members(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      return elements(parser);
    }
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return parser.getBooleanValue();
    }
    throw new IOException("a value that is not expected");
  }
}
