// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.wire.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user name of a CONNECT: {@code host/deviceId[/moduleId]/[?]query}. Unknown query keys are
 * allowed, of duplicates the first counts.
 *
 * @param clientId what the client id must be: the device id, with the module id if there is one
 */
record UserName(String host, String clientId, Map<String, String> query) {

  // Section 1.2, inferred: any date is taken for an api-version, with or without a suffix.
  private static final Pattern API_VERSION =
      Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-[A-Za-z0-9]+)?");

  static Optional<UserName> parse(String text) {
    var segments = List.of(text.split("/", -1));
    if (segments.size() < 3 || segments.size() > 4) {
      return Optional.empty();
    }
    var last = segments.size() - 1;
    var clientId = String.join("/", segments.subList(1, last));
    var query = query(segments.get(last));
    return API_VERSION.matcher(query.getOrDefault("api-version", "")).matches()
        ? Optional.of(new UserName(segments.get(0), clientId, query))
        : Optional.empty();
  }

  /** The DTMI the device announces, or nothing. */
  String modelId() {
    return query.getOrDefault("model-id", "");
  }

  private static Map<String, String> query(String segment) {
    var query = new HashMap<String, String>();
    var text = segment.startsWith("?") ? segment.substring(1) : segment;
    for (var pair : text.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        var value = Percent.decode(pair.substring(equals + 1));
        query.putIfAbsent(Percent.decode(pair.substring(0, equals)), value);
      }
    }
    return query;
  }
}
