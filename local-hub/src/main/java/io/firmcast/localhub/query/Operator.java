// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comparison. Between values of different types, or with nothing, it is neither true nor false.
 */
enum Operator {
  EQUAL("=") {
    @Override
    boolean holds(int order) {
      return order == 0;
    }
  },
  NOT_EQUAL("!=", "<>") {
    @Override
    boolean holds(int order) {
      return order != 0;
    }
  },
  LESS("<") {
    @Override
    boolean holds(int order) {
      return order < 0;
    }
  },
  AT_MOST("<=") {
    @Override
    boolean holds(int order) {
      return order <= 0;
    }
  },
  GREATER(">") {
    @Override
    boolean holds(int order) {
      return order > 0;
    }
  },
  AT_LEAST(">=") {
    @Override
    boolean holds(int order) {
      return order >= 0;
    }
  };

  private final String symbol;
  private final String alias;

  Operator(String symbol) {
    this(symbol, symbol);
  }

  Operator(String symbol, String alias) {
    this.symbol = symbol;
    this.alias = alias;
  }

  static Optional<Operator> of(Token token) {
    return Arrays.stream(values())
        .filter(operator -> token.isSymbol(operator.symbol) || token.isSymbol(operator.alias))
        .findFirst();
  }

  abstract boolean holds(int order);

  /** The operator with its sides exchanged. */
  Operator mirrored() {
    return switch (this) {
      case LESS -> GREATER;
      case AT_MOST -> AT_LEAST;
      case GREATER -> LESS;
      case AT_LEAST -> AT_MOST;
      case EQUAL, NOT_EQUAL -> this;
    };
  }

  /** Section 10, uncertain: that {@code !=} is not true of a missing value is an assumption. */
  @Nullable Boolean apply(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return holds(compare(a, b));
    }
    if (left instanceof String a && right instanceof String b) {
      return holds(a.compareTo(b));
    }
    var sameKind = left != null && right != null && left.getClass() == right.getClass();
    var ordered = this != EQUAL && this != NOT_EQUAL;
    if (!sameKind || ordered || !(left instanceof Boolean || left instanceof Literals.Null)) {
      return null;
    }
    return holds(left.equals(right) ? 0 : 1);
  }

  static int compare(Number a, Number b) {
    var whole = isWhole(a) && isWhole(b);
    return whole
        ? Long.compare(a.longValue(), b.longValue())
        : Double.compare(a.doubleValue(), b.doubleValue());
  }

  private static boolean isWhole(Number number) {
    return number instanceof Integer || number instanceof Long;
  }
}
