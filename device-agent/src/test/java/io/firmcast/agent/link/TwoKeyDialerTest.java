// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TwoKeyDialerTest {
  private final List<String> dialled = new ArrayList<>();
  private final Dialer dialer = new TwoKeyDialer(with("one"), with("two"));
  private Set<String> accepted = Set.of("one", "two");
  private Reason otherwise = Reason.REFUSED;

  @Test
  void a_key_that_is_accepted_is_all_it_needs() {
    assertThat(dial().succeeded()).isTrue();

    assertThat(dialled).containsExactly("one");
  }

  @Test
  void a_key_that_was_replaced_is_followed_by_the_other_which_is_tried_first_from_then_on() {
    accepted = Set.of("two");
    assertThat(dial().succeeded()).isTrue();
    assertThat(dial().succeeded()).isTrue();

    accepted = Set.of("one");
    assertThat(dial().succeeded()).isTrue();
    assertThat(dial().succeeded()).isTrue();

    assertThat(dialled).containsExactly("one", "two", "two", "two", "one", "one");
  }

  @Test
  void where_neither_is_accepted_it_is_a_refusal_and_the_first_stays_the_first() {
    accepted = Set.of();

    assertThat(LinkException.reasonOf(dial().cause())).isEqualTo(Reason.REFUSED);
    assertThat(dial().failed()).isTrue();

    assertThat(dialled).containsExactly("one", "two", "one", "two");
  }

  @Test
  void a_hub_that_is_away_is_no_reason_to_doubt_a_key() {
    accepted = Set.of();
    otherwise = Reason.NOT_CONNECTED;

    assertThat(dial().failed()).isTrue();

    assertThat(dialled).containsExactly("one");
  }

  @Test
  void a_spare_key_keeps_itself_to_itself() {
    var device = ConnectionString.parse("HostName=h;DeviceId=d;SharedAccessKey=b25l");

    assertThat(new SpareKey("dHdv").of(device).sharedAccessKey()).isEqualTo("dHdv");
    assertThat(new SpareKey("dHdv").of(device).deviceId()).isEqualTo("d");
    assertThat(new SpareKey("dHdv")).asString().doesNotContain("dHdv");
    assertThatThrownBy(() -> new SpareKey("not base64!"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("not base64!");
    assertThatThrownBy(() -> new SpareKey("")).isInstanceOf(IllegalArgumentException.class);
  }

  private Future<Connection> dial() {
    return dialer.dial(
        new Inbound() {
          @Override
          public Future<MethodReply> method(String name, @Nullable Object payload) {
            return Future.failedFuture("nobody");
          }

          @Override
          public void desired(JsonObject change) {
            throw new AssertionError("nobody");
          }
        });
  }

  private Dialer with(String key) {
    return inbound -> {
      dialled.add(key);
      return accepted.contains(key)
          ? Future.succeededFuture(new Idle())
          : Future.failedFuture(LinkException.of(otherwise, key));
    };
  }

  private static final class Idle implements Connection {
    @Override
    public Future<DeviceTwin> twin() {
      return Future.succeededFuture(new DeviceTwin(new JsonObject(), new JsonObject()));
    }

    @Override
    public Future<Void> report(JsonObject patch) {
      return Future.succeededFuture();
    }

    @Override
    public Future<LinkException> lost() {
      return Promise.<LinkException>promise().future();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
