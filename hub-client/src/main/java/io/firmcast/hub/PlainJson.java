// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the SDK's JSON library read into what Vert.x holds as JSON, whatever a device put
 * there. What JSON has no word for (an infinite number) becomes its text, so that it stands out as
 * a wrong type instead of failing whoever writes it on; what lies deeper than a twin may is cut.
 */
final class PlainJson {
  /** A twin may be 10 deep; a method's answer is only bounded in bytes. */
  private static final int DEEPEST = 64;

  private PlainJson() {}

  static io.vertx.core.json.JsonObject object(Map<String, ?> section) {
    return new io.vertx.core.json.JsonObject(members(section, 0));
  }

  static @Nullable Object value(@Nullable Object any) {
    return value(any, 0);
  }

  private static @Nullable Object value(@Nullable Object any, int depth) {
    if (depth > DEEPEST) {
      return null;
    }
    if (any instanceof JsonElement element) {
      return element(element, depth);
    }
    if (any instanceof Map<?, ?> map) {
      return new io.vertx.core.json.JsonObject(members(map, depth));
    }
    if (any instanceof List<?> list) {
      return new io.vertx.core.json.JsonArray(items(list, depth));
    }
    if (any instanceof Number number) {
      return number(number);
    }
    return any instanceof Boolean || any == null ? any : any.toString();
  }

  private static @Nullable Object element(JsonElement element, int depth) {
    if (element instanceof JsonObject object) {
      Map<String, Object> to = new LinkedHashMap<>();
      object.entrySet().forEach(e -> to.put(e.getKey(), value(e.getValue(), depth + 1)));
      return new io.vertx.core.json.JsonObject(to);
    }
    if (element instanceof JsonArray array) {
      return new io.vertx.core.json.JsonArray(items(array, depth));
    }
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return number(primitive.getAsNumber());
    }
    if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    return element.isJsonNull() ? null : element.getAsString();
  }

  private static Map<String, Object> members(Map<?, ?> from, int depth) {
    Map<String, Object> to = new LinkedHashMap<>();
    from.forEach((name, any) -> to.put(String.valueOf(name), value(any, depth + 1)));
    return to;
  }

  private static List<Object> items(Iterable<?> from, int depth) {
    List<Object> to = new ArrayList<>();
    from.forEach(any -> to.add(value(any, depth + 1)));
    return to;
  }

  /** As Vert.x itself reads numbers: Integer, else Long, else BigInteger; Double for the rest. */
  private static Object number(Number number) {
    try {
      var exact = new BigDecimal(number.toString());
      return exact.scale() <= 0 && exact.precision() - exact.scale() <= 64
          ? whole(exact.toBigIntegerExact())
          : real(exact);
    } catch (NumberFormatException notANumber) {
      return number.toString();
    }
  }

  private static Number whole(BigInteger whole) {
    if (whole.bitLength() < 32) {
      return whole.intValueExact();
    }
    return whole.bitLength() < 64 ? whole.longValueExact() : whole;
  }

  private static Object real(BigDecimal exact) {
    var real = exact.doubleValue();
    return Double.isInfinite(real) ? exact.toString() : (Object) real;
  }
}
