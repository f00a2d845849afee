// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Token.Kind;
import java.util.List;

/** The tokens of one query, read from left to right. */
final class Tokens {

  private final List<Token> all;
  private int at;

  Tokens(List<Token> all) {
    this.all = all;
  }

  Token peek() {
    return all.get(at);
  }

  /** The token after the next one. */
  Token beyond() {
    return all.get(Math.min(at + 1, all.size() - 1));
  }

  Token take() {
    var token = all.get(at);
    at = Math.min(at + 1, all.size() - 1);
    return token;
  }

  Token take(Kind kind, String expected) {
    if (peek().kind() != kind) {
      throw unexpected(expected);
    }
    return take();
  }

  boolean takeWord(String keyword) {
    var here = peek().isWord(keyword);
    if (here) {
      take();
    }
    return here;
  }

  boolean takeSymbol(String symbol) {
    var here = peek().isSymbol(symbol);
    if (here) {
      take();
    }
    return here;
  }

  void needWord(String keyword) {
    if (!takeWord(keyword)) {
      throw unexpected(keyword);
    }
  }

  void needSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  HubFailure unexpected(String expected) {
    return SyntaxFailure.at(peek().position(), expected + " expected, not " + peek().shown());
  }
}
