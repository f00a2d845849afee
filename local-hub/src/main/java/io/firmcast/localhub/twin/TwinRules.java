// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What IoT Hub allows in a twin: keys, text lengths, depth, the range of integers and the size of a
 * section.
 */
final class TwinRules {

  static final int TAGS_BYTES = 8 * 1024;
  static final int PROPERTIES_BYTES = 32 * 1024;
  private static final int KEY_BYTES = 1024;
  private static final int TEXT_BYTES = 4 * 1024;
  private static final int DEPTH = 10;
  private static final long INTEGER_MAX = 4_503_599_627_370_495L;
  private static final long INTEGER_MIN = -4_503_599_627_370_496L;

  private TwinRules() {}

  /**
   * A copy of the patch without the read-only members of its root; throws if any rule is broken.
   */
  static JsonObject checked(JsonObject patch) {
    var copy = patch.copy();
    copy.remove(Section.METADATA);
    copy.remove(Section.VERSION);
    check(copy, 0);
    return copy;
  }

  /** Section 10, uncertain: the real hub may answer 400 instead of 413. */
  static void checkSize(String what, JsonObject values, int limit) {
    var size = size(values);
    if (size > limit) {
      throw new HubFailure(
          Code.TOO_LARGE,
          "The " + what + " take " + size + " bytes; at most " + limit + " allowed");
    }
  }

  private static void check(@Nullable Object value, int depth) {
    if (value instanceof JsonObject object) {
      refuseIf(depth > DEPTH, "Nested deeper than " + DEPTH);
      object.fieldNames().forEach(TwinRules::checkKey);
      object.fieldNames().forEach(name -> check(object.getValue(name), depth + 1));
    } else if (value instanceof JsonArray array) {
      refuseIf(depth > DEPTH, "Nested deeper than " + DEPTH);
      array.forEach(element -> check(element, depth + 1));
    } else if (value instanceof String text) {
      refuseIf(text.getBytes(UTF_8).length > TEXT_BYTES, "A text is longer than 4 KB");
    } else if (value instanceof Number number) {
      checkNumber(number);
    }
  }

  private static void checkNumber(Number number) {
    if (number instanceof Double || number instanceof Float) {
      refuseIf(!Double.isFinite(number.doubleValue()), "A number is out of range");
      return;
    }
    var fits = number instanceof Integer || number instanceof Long;
    refuseIf(
        !fits || number.longValue() > INTEGER_MAX || number.longValue() < INTEGER_MIN,
        "An integer is out of range");
  }

  private static void checkKey(String key) {
    refuseIf(key.isEmpty(), "A key is empty");
    refuseIf(key.getBytes(UTF_8).length > KEY_BYTES, "A key is longer than 1 KB");
    refuseIf(
        key.chars().anyMatch(c -> c == '.' || c == '$' || c == ' ' || Character.isISOControl(c)),
        "A key holds a control character, '.', '$' or a space");
  }

  private static int size(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return object.fieldNames().stream()
          .mapToInt(name -> textSize(name) + size(object.getValue(name)))
          .sum();
    }
    if (value instanceof JsonArray array) {
      return array.stream().mapToInt(TwinRules::size).sum();
    }
    if (value instanceof String text) {
      return textSize(text);
    }
    if (value instanceof Number) {
      return 8;
    }
    return value instanceof Boolean ? 4 : 0;
  }

  private static int textSize(String text) {
    var controls = (int) text.chars().filter(Character::isISOControl).count();
    return text.getBytes(UTF_8).length - controls;
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw new HubFailure(Code.ARGUMENT_INVALID, message);
    }
  }
}
