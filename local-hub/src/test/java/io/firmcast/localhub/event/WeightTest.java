// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class WeightTest {

  @Test
  void what_was_read_weighs_as_much_as_what_was_made() {
    var made =
        new JsonObject()
            .put("a", new JsonObject().put("b", "text"))
            .put("list", new JsonArray().add(1).add(new JsonObject().put("c", true)).addNull());

    assertThat(Weight.of(new JsonObject(made.encode()))).isEqualTo(Weight.of(made));
  }

  @Test
  void it_grows_with_the_texts_and_the_members() {
    var one = new JsonObject().put("a", "x");
    var longer = new JsonObject().put("a", "x".repeat(1001));
    var more = new JsonObject().put("a", "x").put("b", "x");

    assertThat(Weight.of(longer)).isEqualTo(Weight.of(one) + 1000);
    assertThat(Weight.of(more)).isEqualTo(2 * Weight.of(one));
  }

  @Test
  void nothing_weighs_hardly_anything() {
    assertThat(Weight.of(null)).isLessThan(Weight.ENTRY);
    assertThat(Weight.of(new JsonObject())).isZero();
  }
}
