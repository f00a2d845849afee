// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from outside. Half of a surrogate pair, which only an escape can bring in, is refused
 * (section 3.3, inferred): it is no character, and what is kept as text comes back with a question
 * mark in its place, so that a twin would be another one after a restart.
 */
public final class JsonText {

  private static final int ESCAPE = 6;

  private JsonText() {}

  /** Fails with a {@link DecodeException} for what is no object or holds half a character. */
  public static JsonObject object(Buffer text) {
    check(text);
    return new JsonObject(text);
  }

  public static JsonArray array(Buffer text) {
    check(text);
    return new JsonArray(text);
  }

  public static @Nullable Object value(Buffer text) {
    check(text);
    return Json.decodeValue(text);
  }

  private static void check(Buffer text) {
    for (int i = 0; i < text.length() - 1; i++) {
      if (text.getByte(i) == '\\') {
        i += isHigh(text, i) && isLow(text, i + ESCAPE) ? 2 * ESCAPE - 1 : single(text, i);
      }
    }
  }

  /** How far to go on behind the backslash of an escape that is no pair. */
  private static int single(Buffer text, int at) {
    if (isHigh(text, at) || isLow(text, at)) {
      throw new DecodeException("Half a character at byte " + at);
    }
    return 1;
  }

  private static boolean isHigh(Buffer text, int at) {
    return isEscapeOf(text, at, "89abAB");
  }

  private static boolean isLow(Buffer text, int at) {
    return isEscapeOf(text, at, "cdefCDEF");
  }

  private static boolean isEscapeOf(Buffer text, int at, String third) {
    return at + ESCAPE <= text.length()
        && text.getByte(at) == '\\'
        && text.getByte(at + 1) == 'u'
        && (text.getByte(at + 2) == 'd' || text.getByte(at + 2) == 'D')
        && third.indexOf(text.getByte(at + 3)) >= 0;
  }
}
