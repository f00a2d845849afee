// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Token.Kind;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Parses conditions and projections; one method a level of precedence, the loosest first. */
final class ExpressionParser {

  // A condition nested deeper than any person writes would otherwise end this thread's stack.
  private static final int MAX_NESTING = 100;

  // What belongs to the routing of messages, and is often tried here (section 5.1).
  private static final Pattern ROUTING_ONLY =
      Pattern.compile(
          "(?i)STARTS_WITH|ENDS_WITH|CONTAINS|INDEX_OF|SUBSTRING|LOWER|UPPER|LENGTH|CONCAT"
              + "|IS_(STRING|NUMBER|BOOL|OBJECT|ARRAY|NULL|PRIMITIVE)|ABS|POWER|SQUARE|FLOOR"
              + "|CEILING|EXP|SIGN|SQRT|AS_NUMBER");

  private final Tokens tokens;
  private List<String> prefix = List.of();
  private int nesting;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Expression expression() {
    if (++nesting > MAX_NESTING) {
      throw SyntaxFailure.at(tokens.peek().position(), "nested too deep");
    }
    var left = conjunction();
    while (tokens.takeWord("OR")) {
      left = new Expression.Or(left, conjunction());
    }
    nesting--;
    return left;
  }

  Expression.Path path() {
    var names = new ArrayList<String>();
    do {
      names.add(name());
    } while (tokens.takeSymbol("."));
    return new Expression.Path(
        isPrefixed(names) ? names.subList(prefix.size(), names.size()) : names);
  }

  /** From now on paths mean the same with and without these names in front. */
  void dropPrefix(String... names) {
    prefix = List.of(names);
  }

  private boolean isPrefixed(List<String> names) {
    return names.size() > prefix.size()
        && IntStream.range(0, prefix.size())
            .allMatch(i -> names.get(i).equalsIgnoreCase(prefix.get(i)));
  }

  private Expression conjunction() {
    var left = negation();
    while (tokens.takeWord("AND")) {
      left = new Expression.And(left, negation());
    }
    return left;
  }

  private Expression negation() {
    var negations = 0;
    while (tokens.takeWord("NOT")) {
      negations++;
    }
    var inner = comparison();
    // Even numbers cancel out, and so a chain of a thousand costs nothing.
    return negations % 2 == 0 ? inner : new Expression.Not(inner);
  }

  private Expression comparison() {
    var left = sum();
    if (tokens.takeWord("IN")) {
      return new Expression.In(left, literalList(), false);
    }
    if (tokens.takeWord("NIN")) {
      return new Expression.In(left, literalList(), true);
    }
    var operator = Operator.of(tokens.peek());
    if (operator.isEmpty()) {
      return left;
    }
    tokens.take();
    return new Expression.Comparison(operator.get(), left, sum());
  }

  private Expression sum() {
    var left = product();
    while (tokens.peek().isSymbol("+") || tokens.peek().isSymbol("-")) {
      left = new Expression.Arithmetic(tokens.take(), left, product());
    }
    return left;
  }

  private Expression product() {
    var left = operand();
    while (tokens.peek().isSymbol("*")
        || tokens.peek().isSymbol("/")
        || tokens.peek().isSymbol("%")) {
      left = new Expression.Arithmetic(tokens.take(), left, operand());
    }
    return left;
  }

  private Expression operand() {
    if (tokens.takeSymbol("(")) {
      var inner = expression();
      tokens.needSymbol(")");
      return inner;
    }
    if (isLiteral(tokens.peek())) {
      return new Expression.Literal(literal());
    }
    if (tokens.peek().isSymbol("[")) {
      return new Expression.Literal(new JsonArray(literalList()));
    }
    if (tokens.peek().kind() == Kind.NAME && tokens.beyond().isSymbol("(")) {
      return function();
    }
    return path();
  }

  private Expression function() {
    var name = tokens.take();
    tokens.needSymbol("(");
    Expression call;
    if (name.isWord("IS_DEFINED")) {
      call = new Expression.IsDefined(path());
    } else if (name.isWord("STARTSWITH") || name.isWord("ENDSWITH")) {
      var text = expression();
      tokens.needSymbol(",");
      call = new Expression.TextTest(name.isWord("STARTSWITH"), text, expression());
    } else {
      throw unknownFunction(name);
    }
    tokens.needSymbol(")");
    return call;
  }

  private static HubFailure unknownFunction(Token name) {
    var routing = ROUTING_ONLY.matcher(name.text()).matches();
    return SyntaxFailure.at(
        name.position(),
        routing
            ? name.shown() + " is a function for message routing only, not for queries"
            : "unknown function " + name.shown());
  }

  private List<@Nullable Object> literalList() {
    tokens.needSymbol("[");
    var literals = new ArrayList<@Nullable Object>();
    if (!tokens.takeSymbol("]")) {
      do {
        literals.add(literal());
      } while (tokens.takeSymbol(","));
      tokens.needSymbol("]");
    }
    return literals;
  }

  private static boolean isLiteral(Token token) {
    return token.kind() == Kind.NUMBER
        || token.kind() == Kind.TEXT
        || token.isSymbol("-")
        || Literals.isLiteralWord(token);
  }

  private @Nullable Object literal() {
    if (tokens.takeSymbol("-")) {
      var number = Literals.number(tokens.take(Kind.NUMBER, "a number"));
      return number instanceof Long whole ? (Number) (-whole) : (Number) (-number.doubleValue());
    }
    if (!isLiteral(tokens.peek())) {
      throw tokens.unexpected("a literal");
    }
    var token = tokens.take();
    return switch (token.kind()) {
      case NUMBER -> Literals.number(token);
      case TEXT -> token.text();
      default -> Literals.word(token);
    };
  }

  private String name() {
    if (tokens.peek().kind() == Kind.QUOTED_NAME) {
      return tokens.take().text();
    }
    return tokens.take(Kind.NAME, "a name").text();
  }
}
