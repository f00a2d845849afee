// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

/**
 * One word of a query.
 *
 * @param text a string's content without quotes, a quoted name's without brackets, else as written
 * @param position where it begins in the query, from 0
 */
record Token(Kind kind, String text, int position) {

  enum Kind {
    NAME,
    QUOTED_NAME,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  /** Whether this is the keyword, in any case. */
  boolean isWord(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
