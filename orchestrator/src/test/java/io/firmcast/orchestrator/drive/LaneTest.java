// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final Lane lane = new Lane(2);
  private final List<Promise<Integer>> begun = new ArrayList<>();

  @Test
  void no_more_than_so_many_are_under_way_and_the_others_follow_in_order() {
    List<Integer> ended = new ArrayList<>();
    for (var i = 0; i < 4; i++) {
      call().onSuccess(ended::add);
    }
    assertThat(begun).hasSize(2);

    begun.get(1).complete(1);
    begun.get(0).fail("broken");

    assertThat(begun).hasSize(4);
    begun.get(2).complete(2);
    begun.get(3).complete(3);
    assertThat(ended).containsExactly(1, 2, 3);
    assertThat(lane.underWay()).isZero();
  }

  @Test
  void what_has_not_begun_when_it_is_cleared_never_does_and_says_so() {
    call();
    call();
    var third = call();

    lane.clear();
    begun.get(0).complete(0);

    assertThat(begun).hasSize(2);
    assertThat(third.cause())
        .isInstanceOfSatisfying(
            HubException.class,
            failure -> assertThat(failure.reason()).isEqualTo(HubException.Reason.OVERLOADED));
  }

  private Future<Integer> call() {
    return lane.call(
        () -> {
          Promise<Integer> promise = Promise.promise();
          begun.add(promise);
          return promise.future();
        });
  }
}
