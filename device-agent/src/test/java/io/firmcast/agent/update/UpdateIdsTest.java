// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UpdateIdsTest {

  @Test
  void an_id_tells_that_the_device_made_it_and_comes_from_the_given_chance() {
    var ids = new UpdateIds(new Random(7));
    var same = new UpdateIds(new Random(7));

    var made = ids.make();

    assertThat(made.value()).matches("device-[0-9a-f]{16}");
    assertThat(made).isEqualTo(same.make());
    assertThat(ids.make()).isNotEqualTo(made);
  }
}
