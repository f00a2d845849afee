// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** All that every database must do for rollouts: each has a subclass. */
abstract class RolloutStoreContract implements RolloutContract, LeaseContract, OutboxContract {
  private final Vertx vertx = Vertx.vertx();
  private @Nullable Stores opened;

  /** A database that this test alone uses, kept for the length of the test. */
  abstract Database database();

  @BeforeEach
  @Override
  public void reopen() {
    opened = Kept.done(database().open(vertx));
  }

  @AfterEach
  void close() {
    Kept.done(stores().close());
    Kept.done(vertx.close());
  }

  @Override
  public Stores stores() {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }
}
