// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query behind a list.
 *
 * @param text a whole query, or the condition after WHERE; null for everything
 * @param device whose modules; null for those of all
 * @param whole whether the rows are whole twins, or only what fits a table
 */
record ListQuery(@Nullable String text, @Nullable String device, boolean modules, boolean whole) {
  private static final Pattern QUERY = Pattern.compile("(?is)\\s*select\\b.*");
  private static final Pattern WHERE = Pattern.compile("(?i)^\\s*where\\s+");

  boolean isComplete() {
    return text != null && QUERY.matcher(text).matches();
  }

  String sql() {
    if (text != null && isComplete()) {
      return text.strip();
    }
    var condition =
        Stream.of(
                device == null ? "" : "deviceId = '" + device.replace("'", "\\'") + "'",
                text == null ? "" : WHERE.matcher(text).replaceFirst("").strip())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(") AND (", "(", ")"));
    return "SELECT %s FROM %s%s"
        .formatted(
            columns(),
            modules ? "devices.modules" : "devices",
            condition.equals("()") ? "" : " WHERE " + unwrapped(condition));
  }

  private static String unwrapped(String condition) {
    return condition.contains(") AND (")
        ? condition
        : condition.substring(1, condition.length() - 1);
  }

  private String columns() {
    if (whole) {
      return "*";
    }
    return modules
        ? "deviceId, moduleId, connectionState, lastActivityTime, authenticationType"
        : "deviceId, status, connectionState, lastActivityTime, authenticationType";
  }
}
