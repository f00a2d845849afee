// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.query.Item.Computed;
import io.firmcast.localhub.query.Item.Value;
import io.firmcast.localhub.query.Query.Source;
import io.firmcast.localhub.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a whole query: {@code SELECT [TOP n] items FROM source [WHERE condition] [GROUP BY
 * paths]}.
 */
final class QueryParser {

  private static final int MAX_LENGTH = 8192;

  private final Tokens tokens;
  private final ExpressionParser expressions;

  private QueryParser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
  }

  static Query parse(String text) {
    return of(text).query();
  }

  static Query condition(String text) {
    return of(text).bareCondition();
  }

  static Query target(String text) {
    var parser = of(text);
    return parser.tokens.takeWord("FROM") ? parser.rowsOfSource() : parser.bareCondition();
  }

  private static QueryParser of(String text) {
    if (text.length() > MAX_LENGTH) {
      throw SyntaxFailure.at(MAX_LENGTH, "longer than " + MAX_LENGTH + " characters");
    }
    return new QueryParser(new Tokens(Lexer.tokens(text)));
  }

  private Query bareCondition() {
    var where = tokens.takeSymbol("*") ? null : expressions.expression();
    needEnd();
    return new Query(Source.DEVICES, List.of(), Integer.MAX_VALUE, where, List.of());
  }

  private Query rowsOfSource() {
    var start = tokens.peek().position();
    var source = source();
    if (source == Source.JOBS) {
      throw SyntaxFailure.at(start, "devices or devices.modules expected, not devices.jobs");
    }
    var where = tokens.takeWord("WHERE") ? expressions.expression() : null;
    needEnd();
    return new Query(source, List.of(), Integer.MAX_VALUE, where, List.of());
  }

  private void needEnd() {
    if (tokens.peek().kind() != Kind.END) {
      throw tokens.unexpected("the end");
    }
  }

  private Query query() {
    tokens.needWord("SELECT");
    var top = tokens.takeWord("TOP") ? count() : Integer.MAX_VALUE;
    var itemsAt = tokens.peek().position();
    var items = items();
    tokens.needWord("FROM");
    var source = source();
    if (source == Source.JOBS) {
      refuseUnlessWhole(items, itemsAt);
    }
    var where = tokens.takeWord("WHERE") ? expressions.expression() : null;
    var groupBy = groupBy();
    needEnd();
    var query = new Query(source, items, top, where, groupBy);
    checkGroups(query, itemsAt);
    return query;
  }

  /** Section 5.1: jobs know neither projections nor aggregates; so a group has nothing to show. */
  private void refuseUnlessWhole(List<Item> items, int itemsAt) {
    if (!items.isEmpty()) {
      throw SyntaxFailure.at(itemsAt, "devices.jobs can be selected with * only");
    }
    expressions.dropPrefix("devices", "jobs");
  }

  private int count() {
    var token = tokens.take(Kind.NUMBER, "a number");
    var number = Literals.number(token);
    if (!(number instanceof Long whole) || whole < 1 || whole > Integer.MAX_VALUE) {
      throw SyntaxFailure.at(token.position(), "TOP needs a positive whole number");
    }
    return whole.intValue();
  }

  private List<Item> items() {
    var items = new ArrayList<Item>();
    if (tokens.takeSymbol("*")) {
      return items;
    }
    do {
      items.add(item(items.size() + 1));
    } while (tokens.takeSymbol(","));
    return items;
  }

  private Item item(int number) {
    var aggregate = Aggregate.named(tokens.peek()).filter(a -> tokens.beyond().isSymbol("("));
    if (aggregate.isPresent()) {
      tokens.take();
      tokens.needSymbol("(");
      var over = aggregate.get() == Aggregate.COUNT ? null : expressions.path();
      tokens.needSymbol(")");
      return new Computed(aggregate.get(), over, name("$" + number));
    }
    var expression = expressions.expression();
    var byDefault = expression instanceof Expression.Path path ? path.last() : "$" + number;
    return new Value(expression, name(byDefault));
  }

  private String name(String byDefault) {
    if (!tokens.takeWord("AS")) {
      return byDefault;
    }
    return tokens.peek().kind() == Kind.QUOTED_NAME
        ? tokens.take().text()
        : tokens.take(Kind.NAME, "a name").text();
  }

  private Source source() {
    var start = tokens.peek().position();
    var path = String.join(".", expressions.path().names());
    if (path.equalsIgnoreCase("devices")) {
      return Source.DEVICES;
    }
    if (path.equalsIgnoreCase("devices.modules")) {
      return Source.MODULES;
    }
    if (path.equalsIgnoreCase("devices.jobs")) {
      return Source.JOBS;
    }
    throw SyntaxFailure.at(start, "unknown source " + path);
  }

  private List<Expression.Path> groupBy() {
    var paths = new ArrayList<Expression.Path>();
    if (tokens.takeWord("GROUP")) {
      tokens.needWord("BY");
      do {
        paths.add(expressions.path());
      } while (tokens.takeSymbol(","));
    }
    return paths;
  }

  private void checkGroups(Query query, int itemsAt) {
    if (!query.grouped()) {
      return;
    }
    var stray =
        query.items().stream()
            .filter(item -> item instanceof Value value && !isGroup(value, query.groupBy()))
            .findFirst();
    if (query.whole() || stray.isPresent()) {
      throw SyntaxFailure.at(itemsAt, "what is selected must be grouped by or computed");
    }
  }

  private static boolean isGroup(Value value, List<Expression.Path> groupBy) {
    return value.expression() instanceof Expression.Path path && groupBy.contains(path);
  }
}
