// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.LinkState;
import io.firmcast.contract.FirmwareStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Remembers how a device stands, for those who ask from other threads. */
final class AgentWatch {
  private final Promise<LinkState> tried = Promise.promise();
  private volatile LinkState state = LinkState.UNTRIED;
  private volatile FirmwareStatus status = FirmwareStatus.UNKNOWN;

  void changed(LinkState now) {
    state = now;
    tried.tryComplete(now);
  }

  void reached(FirmwareStatus now) {
    status = now;
  }

  LinkState state() {
    return state;
  }

  FirmwareStatus status() {
    return status;
  }

  Future<LinkState> tried() {
    return tried.future();
  }
}
