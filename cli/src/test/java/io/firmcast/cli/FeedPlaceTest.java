// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class FeedPlaceTest {
  private final FeedPlace place = new FeedPlace();

  @Test
  void there_is_nothing_to_go_on_from_before_the_snapshot_is_whole() {
    hear("{'type':'hello','epoch':'e1','seq':7}");
    hear("{'type':'snapshot','seq':7,'last':false}");
    assertThat(place.in("?device=a")).isEqualTo("?device=a");

    hear("{'type':'snapshot','seq':7,'last':true}");

    assertThat(place.in("?device=a")).isEqualTo("?device=a&from=e1:7");
    assertThat(place.in("")).isEqualTo("?from=e1:7");
  }

  @Test
  void each_frame_moves_it_on_but_a_greeting_tells_nothing_of_what_was_missed() {
    hear("{'type':'hello','epoch':'e1','seq':7}");
    hear("{'type':'snapshot','seq':7,'last':true}");
    hear("{'type':'delta','seq':8}");
    hear("{'type':'bookmark','seq':9}");
    hear("{'type':'hello','epoch':'e1','seq':20}");

    assertThat(place.in("")).isEqualTo("?from=e1:9");
  }

  @Test
  void what_is_gone_is_not_asked_for_again() {
    hear("{'type':'hello','epoch':'e1','seq':7}");
    hear("{'type':'snapshot','seq':7,'last':true}");
    hear("{'type':'hello','epoch':'e2','seq':1}");
    hear("{'type':'gone','reason':'epoch'}");

    assertThat(place.in("")).isEmpty();
  }

  private void hear(String frame) {
    place.heard(new JsonObject(frame.replace('\'', '"')));
  }
}
