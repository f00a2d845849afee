// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import static java.util.stream.Collectors.joining;

import io.firmcast.localhub.wire.Percent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a message as they stand at the end of its topic: {@code key=value&key=value},
 * percent-encoded. System properties are those whose key begins with {@code $.}; the Java SDK
 * writes that raw and Node as {@code %24.}, which is the same bag. A value is null where the key
 * stood without an equals sign.
 */
public record PropertyBag(Map<String, @Nullable String> entries) {

  public static final PropertyBag EMPTY = new PropertyBag(Map.of());

  private static final String SYSTEM = "$.";

  public PropertyBag {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /**
   * Reads a bag; every text is one. Of duplicate keys the first counts, as everywhere in the
   * protocol.
   */
  public static PropertyBag parse(String text) {
    var bag = bare(text);
    if (bag.isEmpty()) {
      return EMPTY;
    }
    var entries = new LinkedHashMap<String, @Nullable String>();
    for (var pair : bag.split("&", -1)) {
      var equals = pair.indexOf('=');
      var key = Percent.decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!key.isEmpty() && !entries.containsKey(key)) {
        entries.put(key, equals < 0 ? null : Percent.decode(pair.substring(equals + 1)));
      }
    }
    return new PropertyBag(entries);
  }

  /** The value under a key; null where there is none. */
  public @Nullable String get(String key) {
    return entries.get(key);
  }

  /** This bag and one entry more, which replaces the one of the same key. */
  public PropertyBag with(String key, String value) {
    var more = new LinkedHashMap<>(entries);
    more.put(key, value);
    return new PropertyBag(more);
  }

  /** What the sender's application put in. */
  public Map<String, @Nullable String> application() {
    return part(false);
  }

  /** What the protocol defines, under keys such as {@code $.mid}. */
  public Map<String, @Nullable String> system() {
    return part(true);
  }

  /**
   * The bag as a device is sent it. An entry without a non-empty value is left out: one such key
   * would disable the Java client for good.
   */
  public String encode() {
    return entries.entrySet().stream()
        .filter(entry -> !orEmpty(entry.getKey()).isEmpty() && !orEmpty(entry.getValue()).isEmpty())
        .map(
            entry ->
                Percent.encode(entry.getKey()) + "=" + Percent.encode(orEmpty(entry.getValue())))
        .collect(joining("&"));
  }

  private Map<String, @Nullable String> part(boolean system) {
    var part = new LinkedHashMap<String, @Nullable String>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(SYSTEM) == system) {
            part.put(key, value);
          }
        });
    return Collections.unmodifiableMap(part);
  }

  /** Section 2.6, inferred: a bag may begin with a question mark, and modules end it in a slash. */
  private static String bare(String text) {
    var end = text.endsWith("/") ? text.length() - 1 : text.length();
    var start = text.startsWith("?") ? 1 : 0;
    return start < end ? text.substring(start, end) : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
