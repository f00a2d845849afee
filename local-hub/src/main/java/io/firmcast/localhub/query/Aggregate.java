// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be computed over the rows of a group; all but the count look at numbers only. */
enum Aggregate {
  COUNT {
    @Override
    Object of(List<Row> rows, @Nullable Expression over) {
      return rows.size();
    }
  },
  AVG {
    @Override
    @Nullable Object of(List<Row> rows, @Nullable Expression over) {
      var average = numbers(rows, over).stream().mapToDouble(Number::doubleValue).average();
      return average.isPresent() ? (Object) average.getAsDouble() : null;
    }
  },
  SUM {
    @Override
    Object of(List<Row> rows, @Nullable Expression over) {
      var numbers = numbers(rows, over);
      var whole = numbers.stream().allMatch(n -> n instanceof Integer || n instanceof Long);
      return whole
          ? (Object) numbers.stream().mapToLong(Number::longValue).sum()
          : (Object) numbers.stream().mapToDouble(Number::doubleValue).sum();
    }
  },
  MIN {
    @Override
    @Nullable Object of(List<Row> rows, @Nullable Expression over) {
      return numbers(rows, over).stream().min(Operator::compare).orElse(null);
    }
  },
  MAX {
    @Override
    @Nullable Object of(List<Row> rows, @Nullable Expression over) {
      return numbers(rows, over).stream().max(Operator::compare).orElse(null);
    }
  };

  static Optional<Aggregate> named(Token token) {
    return switch (token.text().toUpperCase(Locale.ROOT)) {
      case "COUNT" -> Optional.of(COUNT);
      case "AVG" -> Optional.of(AVG);
      case "SUM" -> Optional.of(SUM);
      case "MIN" -> Optional.of(MIN);
      case "MAX" -> Optional.of(MAX);
      default -> Optional.empty();
    };
  }

  abstract @Nullable Object of(List<Row> rows, @Nullable Expression over);

  private static List<Number> numbers(List<Row> rows, @Nullable Expression over) {
    return over == null
        ? List.of()
        : rows.stream()
            .map(over::value)
            .filter(Number.class::isInstance)
            .map(Number.class::cast)
            .toList();
  }
}
