// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx);

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void a_result_comes_back() throws TimeoutException {
    assertThat(workers.call(() -> "done").await(5, TimeUnit.SECONDS)).isEqualTo("done");
  }

  @Test
  void a_class_that_does_not_link_fails_the_call_and_does_not_leave_it_open() {
    var call =
        workers.call(
            () -> {
              throw new NoClassDefFoundError("of the SDK");
            });

    assertThatThrownBy(() -> call.await(5, TimeUnit.SECONDS))
        .isInstanceOf(NoClassDefFoundError.class);
  }
}
