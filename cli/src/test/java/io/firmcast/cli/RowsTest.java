// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {

  @Test
  void every_name_that_occurs_is_a_column() {
    var rows = rows("{\"n\":1,\"tags\":{\"a\":[1]}}", "{\"n\":2,\"site\":\"lab\\ntwo\"}");

    assertThat(rows.table().toString())
        .isEqualTo(
            """
            n  tags         site
            1  {"a":[1]}  -
            2  -          lab two"""
                .replace("tags         ", "tags       "));
  }

  @Test
  void of_whole_twins_a_table_has_what_fits() {
    var rows =
        rows(
            """
            {"deviceId":"d","etag":"x","lastActivityTime":"0001-01-01T00:00:00Z","properties":{}}""");

    assertThat(rows.table().toString()).isEqualTo("deviceId  lastActivityTime\nd         never");
  }

  private static Rows rows(String... json) {
    return new Rows(List.of(json).stream().map(JsonObject::new).toList());
  }
}
