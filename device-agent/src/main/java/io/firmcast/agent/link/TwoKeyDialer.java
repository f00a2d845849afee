// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.agent.link.LinkException.Reason;
import io.vertx.core.Future;

/**
 * Dials with one key, and with the other where the hub does not accept the first: while a key is
 * being replaced one of the two is right. Each dial signs a new token, so there is nothing else
 * about a refused one that could be renewed. The key that was accepted last is tried first.
 */
final class TwoKeyDialer implements Dialer {
  private Dialer first;
  private Dialer second;

  TwoKeyDialer(Dialer first, Dialer second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public Future<Connection> dial(Inbound inbound) {
    var usual = first;
    var spare = second;
    return usual
        .dial(inbound)
        .recover(
            refused ->
                LinkException.reasonOf(refused) == Reason.REFUSED
                    ? spare.dial(inbound).onSuccess(accepted -> prefer(spare, usual))
                    : Future.failedFuture(refused));
  }

  private void prefer(Dialer accepted, Dialer refused) {
    first = accepted;
    second = refused;
  }
}
