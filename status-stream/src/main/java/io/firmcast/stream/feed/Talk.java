// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.kit.Problem;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What one client says. Nonsense is answered; who goes on with it, or changes its mind without end,
 * is let go.
 */
final class Talk {
  private static final int AT_ONCE = 8;
  private static final double PER_SECOND = 0.5;

  private final FeedClient client;
  private final BooleanSupplier addressMay;
  private final Consumer<Subscribe> onSubscribe;
  private final LongSupplier nanos;
  private final Tokens patience;

  /**
   * @param addressMay takes from what the client's address has left
   * @param onSubscribe called with what the client wants from now on
   */
  Talk(
      FeedClient client,
      BooleanSupplier addressMay,
      Consumer<Subscribe> onSubscribe,
      LongSupplier nanos) {
    this.client = client;
    this.addressMay = addressMay;
    this.onSubscribe = onSubscribe;
    this.nanos = nanos;
    this.patience = new Tokens(AT_ONCE, PER_SECOND, nanos.getAsLong());
  }

  void heard(String text) {
    if (!patience.take(nanos.getAsLong())) {
      client.outlet().close(CloseCode.POLICY_VIOLATION, "too many messages");
      return;
    }
    try {
      var wish = Subscribe.parse(text);
      if (addressMay.getAsBoolean()) {
        onSubscribe.accept(wish);
      } else {
        client.outlet().close(CloseCode.TRY_LATER, "too many requests");
      }
    } catch (Problem bad) {
      client.complain(bad);
    }
  }
}
