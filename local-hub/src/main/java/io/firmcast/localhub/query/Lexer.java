// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts the text of a query into tokens. */
final class Lexer {

  private static final List<String> LONG_SYMBOLS = List.of("!=", "<>", "<=", ">=");
  private static final String SHORT_SYMBOLS = "=<>()[],.*+-/%";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    while (lexer.skipSpace()) {
      lexer.next();
    }
    lexer.tokens.add(new Token(Kind.END, "", text.length()));
    return List.copyOf(lexer.tokens);
  }

  private boolean skipSpace() {
    run(Character::isWhitespace);
    return at < text.length();
  }

  private void next() {
    var first = text.charAt(at);
    if (first == '\'' || first == '"') {
      quoted(first);
    } else if (text.startsWith("[[", at)) {
      quotedName();
    } else if (isNameStart(first)) {
      var start = at;
      add(Kind.NAME, run(c -> isNameStart(c) || Character.isDigit(c)), start);
    } else if (isDigit(first)) {
      number();
    } else {
      symbol();
    }
  }

  private void number() {
    var start = at;
    if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
      at += 2;
      var digits = run(c -> Character.digit(c, 16) >= 0);
      if (digits.isEmpty() || digits.length() > 15) {
        throw SyntaxFailure.at(start, "not a hexadecimal number");
      }
      add(Kind.NUMBER, Long.toString(Long.parseLong(digits, 16)), start);
      return;
    }
    run(Lexer::isDigit);
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      run(Lexer::isDigit);
    }
    exponent();
    add(Kind.NUMBER, text.substring(start, at), start);
  }

  private void exponent() {
    var digits = at + 1;
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      if (digits < text.length() && "+-".indexOf(text.charAt(digits)) >= 0) {
        digits++;
      }
      if (digits < text.length() && isDigit(text.charAt(digits))) {
        at = digits;
        run(Lexer::isDigit);
      }
    }
  }

  private void quoted(char quote) {
    var start = at++;
    var content = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      content.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at++));
    }
    if (at >= text.length()) {
      throw SyntaxFailure.at(start, "the text does not end");
    }
    at++;
    add(Kind.TEXT, content.toString(), start);
  }

  private char escaped() {
    var start = at++;
    var code = at < text.length() ? text.charAt(at++) : ' ';
    return switch (code) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '\\', '/', '\'', '"' -> code;
      case 'u' -> unicode(start);
      default -> throw SyntaxFailure.at(start, "unknown escape");
    };
  }

  private char unicode(int start) {
    var end = Math.min(at + 4, text.length());
    var digits = text.substring(at, end);
    if (!digits.matches("[0-9A-Fa-f]{4}")) {
      throw SyntaxFailure.at(start, "unknown escape");
    }
    at = end;
    return (char) Integer.parseInt(digits, 16);
  }

  private void quotedName() {
    var end = text.indexOf("]]", at);
    if (end < 0) {
      throw SyntaxFailure.at(at, "the name does not end");
    }
    add(Kind.QUOTED_NAME, text.substring(at + 2, end), at);
    at = end + 2;
  }

  private void symbol() {
    for (var symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Kind.SYMBOL, symbol, at);
        at += 2;
        return;
      }
    }
    var symbol = text.charAt(at);
    if (SHORT_SYMBOLS.indexOf(symbol) < 0) {
      throw SyntaxFailure.at(at, "unexpected character");
    }
    add(Kind.SYMBOL, String.valueOf(symbol), at++);
  }

  private String run(IntPredicate belongs) {
    var start = at;
    while (at < text.length() && belongs.test(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void add(Kind kind, String content, int start) {
    tokens.add(new Token(kind, content, start));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isNameStart(int character) {
    return Character.isLetter(character) || character == '_' || character == '$';
  }
}
