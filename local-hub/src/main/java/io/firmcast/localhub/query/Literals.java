// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import org.jspecify.annotations.Nullable;

/**
 * The literals of the language as values; {@code undefined} is Java's null, for it is what a
 * missing property gives.
 */
final class Literals {

  private Literals() {}

  /** JSON's null, which is a value and not the lack of one. */
  enum Null {
    NULL
  }

  static boolean isLiteralWord(Token token) {
    return token.isWord("true")
        || token.isWord("false")
        || token.isWord("null")
        || token.isWord("undefined");
  }

  static @Nullable Object word(Token token) {
    if (token.isWord("null")) {
      return Null.NULL;
    }
    return token.isWord("undefined") ? null : (Object) token.isWord("true");
  }

  static Number number(Token token) {
    var whole = token.text().chars().allMatch(Character::isDigit);
    return whole && token.text().length() <= 18
        ? (Number) Long.valueOf(token.text())
        : Double.valueOf(token.text());
  }
}
