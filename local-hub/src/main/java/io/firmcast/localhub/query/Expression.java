// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can stand in a condition or a projection. Its value is null where a property is missing, and
 * so is a condition that cannot be decided.
 */
sealed interface Expression {

  @Nullable Object value(Row row);

  /** Whether the row certainly satisfies this as a condition. */
  default boolean isTrue(Row row) {
    return Boolean.TRUE.equals(value(row));
  }

  record Literal(@Nullable Object content) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return content;
    }
  }

  record Path(List<String> names) implements Expression {

    public Path {
      names = List.copyOf(names);
    }

    String last() {
      return names.get(names.size() - 1);
    }

    @Override
    public @Nullable Object value(Row row) {
      return row.at(names);
    }
  }

  record Comparison(Operator operator, Expression left, Expression right) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return operator.apply(left.value(row), right.value(row));
    }
  }

  record In(Expression wanted, List<@Nullable Object> literals, boolean negated)
      implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      var found = wanted.value(row);
      if (found == null || found instanceof JsonObject) {
        return null;
      }
      var in = literals.stream().anyMatch(l -> Boolean.TRUE.equals(Operator.EQUAL.apply(found, l)));
      return in != negated;
    }
  }

  /** Both sides; false as soon as one is false, whatever the other. */
  record And(Expression left, Expression right) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return decided(left, right, row, false);
    }
  }

  /** Either side; true as soon as one is true, whatever the other. */
  record Or(Expression left, Expression right) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return decided(left, right, row, true);
    }
  }

  record Not(Expression inner) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return inner.value(row) instanceof Boolean known ? (Object) !known : null;
    }
  }

  record IsDefined(Path path) implements Expression {

    @Override
    public Object value(Row row) {
      return path.value(row) != null;
    }
  }

  /** {@code STARTSWITH} or {@code ENDSWITH}. */
  record TextTest(boolean atStart, Expression text, Expression part) implements Expression {

    @Override
    public @Nullable Object value(Row row) {
      return text.value(row) instanceof String whole && part.value(row) instanceof String piece
          ? (Object) (atStart ? whole.startsWith(piece) : whole.endsWith(piece))
          : null;
    }
  }

  record Arithmetic(Token sign, Expression left, Expression right) implements Expression {

    private static final double MAX_EXACT = 1L << 53;

    @Override
    public @Nullable Object value(Row row) {
      if (left.value(row) instanceof Number a && right.value(row) instanceof Number b) {
        return shown(calculate(a.doubleValue(), b.doubleValue()));
      }
      return null;
    }

    /** Numbers have one type in this language: 1 + 1 is 2 and not 2.0. */
    private static @Nullable Object shown(double result) {
      if (result == Math.rint(result) && Math.abs(result) <= MAX_EXACT) {
        return (long) result;
      }
      return Double.isFinite(result) ? (Object) result : null;
    }

    private double calculate(double a, double b) {
      return switch (sign.text()) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/" -> a / b;
        default -> a % b;
      };
    }
  }

  private static @Nullable Object decided(
      Expression left, Expression right, Row row, Boolean deciding) {
    var first = left.value(row);
    if (deciding.equals(first)) {
      return deciding;
    }
    var second = right.value(row);
    if (deciding.equals(second)) {
      return deciding;
    }
    return first instanceof Boolean && second instanceof Boolean ? (Object) !deciding : null;
  }
}
