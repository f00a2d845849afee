// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One thing that the hub must do, as the protocol reference numbers it. */
record Statement(String group, String id, String priority, String source, String text) {

  /** All statements, in the order of the reference. */
  static List<Statement> all() {
    var statements = new ArrayList<Statement>();
    var group = "";
    for (var line : lines("statements.tsv")) {
      if (line.startsWith("## ")) {
        group = line.substring(3);
      } else {
        var parts = line.split("\t", -1);
        statements.add(new Statement(group, parts[0], parts[1], parts[2], parts[3]));
      }
    }
    return statements;
  }

  /** Why statements are left out on purpose, by their id. */
  static Map<String, String> leftOut() {
    var reasons = new LinkedHashMap<String, String>();
    for (var line : lines("left-out.tsv")) {
      var parts = line.split("\t", -1);
      reasons.put(parts[0], parts[1]);
    }
    return reasons;
  }

  private static List<String> lines(String resource) {
    try (var in = Statement.class.getResourceAsStream("/conformance/" + resource)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
