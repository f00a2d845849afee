// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.kit.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What each address takes of the feed, so that one that is rude has none left for the others: so
 * many connections at one time, and so many new ones, pages and subscriptions in a while, since
 * each of these may cost a walk over the fleet. Not thread-safe.
 */
final class Addresses {
  /** All that an address may take at once is there again after so many seconds. */
  private static final int SECONDS_TO_FILL = 10;

  private static final class Account {
    final Tokens tokens;
    int connections;

    Account(Tokens tokens) {
      this.tokens = tokens;
    }
  }

  private final Map<String, Account> accounts = new HashMap<>();
  private final int most;
  private final LongSupplier nanos;

  /**
   * @param most connections of one address
   * @param nanos of any origin, as {@link System#nanoTime} gives them
   */
  Addresses(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  /** Throws a 429 problem where the address asks for too much. */
  void spend(String address) {
    if (!maySpend(address)) {
      throw tooMany("This address asks too often. Wait a moment.");
    }
  }

  boolean maySpend(String address) {
    return account(address).tokens.take(nanos.getAsLong());
  }

  /** Counts a connection, until it leaves; throws a 429 problem where there are too many. */
  void enter(String address) {
    spend(address);
    var account = account(address);
    if (account.connections >= most) {
      throw tooMany("This address has as many connections as it may.");
    }
    account.connections++;
  }

  void leave(String address) {
    account(address).connections--;
  }

  /** Lets go of those that nothing needs to be remembered of. */
  void tidy() {
    var now = nanos.getAsLong();
    accounts.values().removeIf(idle -> idle.connections == 0 && idle.tokens.isFull(now));
  }

  int remembered() {
    return accounts.size();
  }

  private Account account(String address) {
    return accounts.computeIfAbsent(
        address,
        first -> new Account(new Tokens(most, (double) most / SECONDS_TO_FILL, nanos.getAsLong())));
  }

  private static Problem tooMany(String detail) {
    return new Problem(429, "too-many-requests", detail);
  }
}
