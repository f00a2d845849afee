// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every database must do for what waits: operators' requests, and webhooks. */
interface OutboxContract extends Kept {

  @Test
  default void an_operators_request_waits_for_its_answer_and_keeps_the_first() {
    var request = new OperatorRequest("q1", "r1", T0, "{}", null);
    var once = new Once("key", "hash", "r1", "q1");

    assertThat(Kept.done(stores().requests().ask(request, once))).isTrue();
    assertThat(
            Kept.done(
                stores().requests().ask(new OperatorRequest("q2", "r1", T0, "{}", null), once)))
        .isFalse();
    assertThat(Kept.done(stores().requests().unanswered(9))).containsExactly(request);

    Kept.done(stores().requests().answer("q1", "{\"ok\":1}", T0));
    Kept.done(stores().requests().answer("q1", "{\"ok\":2}", T0));

    assertThat(Kept.done(stores().requests().find("q1")).orElseThrow().outcome())
        .isEqualTo("{\"ok\":1}");
    assertThat(Kept.done(stores().requests().find("q2"))).isEmpty();
  }

  @Test
  default void a_delivery_is_postponed_by_one_of_many_and_settled_for_good() {
    var lease = owned("r1");
    var hook = new WebhookRow("h1", "r1", "https://hook.example", "{}", 0, T0);
    Kept.done(
        rollouts()
            .append(
                lease,
                0,
                new Batch(
                    Kept.lines(1, 1),
                    "RUNNING",
                    "{}",
                    2,
                    T0,
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    List.of(hook))));
    var later = new WebhookRow("h1", "r1", hook.url(), "{}", 1, T0.plusSeconds(10));

    assertThat(Kept.done(stores().outbox().postpone(later))).isTrue();
    assertThat(Kept.done(stores().outbox().postpone(later))).isFalse();
    assertThat(Kept.done(stores().outbox().due(T0, 9))).isEmpty();
    assertThat(Kept.done(stores().outbox().due(T0.plusSeconds(10), 9))).containsExactly(later);

    Kept.done(stores().outbox().settle("h1", "delivered", T0));

    assertThat(Kept.done(stores().outbox().due(T0.plusSeconds(99), 9))).isEmpty();
    assertThat(Kept.done(stores().outbox().postpone(new WebhookRow("h1", "r1", "", "", 2, T0))))
        .isFalse();
  }
}
