// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columns_align_and_lines_have_no_trailing_space() {
    var table = new Table().row("a", "long one", "").row("longer", "b", "c");

    assertThat(table).hasToString("a       long one\nlonger  b         c");
  }

  @Test
  void nested_json_becomes_dotted_names_in_its_own_order_without_what_is_absent() {
    var table = new Table();

    new FlatJson(new JsonObject("{\"z\":1,\"a\":{\"c\":null,\"b\":[1,2],\"d\":[{}]}}"))
        .forEach(table::row);

    assertThat(table)
        .hasToString(
            """
            z    1
            a.b  [1,2]
            a.d  1 entries (--output json shows them)""");
  }
}
