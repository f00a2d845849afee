// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Remembers how a link stands, for those who ask from other threads. */
final class LinkWatch {
  private final Promise<LinkState> tried = Promise.promise();
  private volatile LinkState state = LinkState.UNTRIED;

  void changed(LinkState now) {
    state = now;
    tried.tryComplete(now);
  }

  LinkState state() {
    return state;
  }

  Future<LinkState> tried() {
    return tried.future();
  }
}
