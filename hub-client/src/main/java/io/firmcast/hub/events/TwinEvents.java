// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.vertx.core.Future;

/**
 * The changes of twins as a hub tells them: each at least once, those of one device in order. They
 * may be late, and some may be lost, so whoever relies on them looks for himself now and then.
 */
public interface TwinEvents {

  /** Hears what is told, on the context that called {@link TwinEvents#start}. */
  interface Listener {
    void happened(TwinEvent event);

    /** Something may have happened that will not be told. */
    void missed();
  }

  /**
   * Tells from now on, across reconnects; fails with an {@link IllegalStateException} where that
   * can never work. A hub that is away is tried again.
   */
  Future<Void> start(Listener listener);

  Future<Void> stop();
}
