// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.firmcast.localhub.query.Lookup.AnyOf;
import io.firmcast.localhub.query.Lookup.Between;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads from a condition what it demands of single paths. */
final class Demands {

  private Demands() {}

  static List<Lookup> of(@Nullable Expression where) {
    var found = new ArrayList<Lookup>();
    collect(where, found);
    return found;
  }

  private static void collect(@Nullable Expression condition, List<Lookup> found) {
    if (condition instanceof Expression.And and) {
      collect(and.left(), found);
      collect(and.right(), found);
    } else if (condition instanceof Expression.Path path) {
      found.add(new AnyOf(canonical(path), List.of(true)));
    } else if (condition instanceof Expression.In in
        && !in.negated()
        && in.wanted() instanceof Expression.Path path) {
      found.add(new AnyOf(canonical(path), comparable(in.literals())));
    } else if (condition instanceof Expression.Comparison comparison) {
      compared(comparison, found);
    }
  }

  private static void compared(Expression.Comparison comparison, List<Lookup> found) {
    if (comparison.left() instanceof Expression.Path path
        && comparison.right() instanceof Expression.Literal literal) {
      compared(canonical(path), comparison.operator(), literal.content(), found);
    } else if (comparison.right() instanceof Expression.Path path
        && comparison.left() instanceof Expression.Literal literal) {
      compared(canonical(path), comparison.operator().mirrored(), literal.content(), found);
    }
  }

  private static void compared(
      List<String> path, Operator operator, @Nullable Object value, List<Lookup> found) {
    if (value == null || !isComparable(value)) {
      return;
    }
    switch (operator) {
      case EQUAL -> found.add(new AnyOf(path, List.of(value)));
      case LESS, AT_MOST -> found.add(new Between(path, null, value));
      case GREATER, AT_LEAST -> found.add(new Between(path, value, null));
      case NOT_EQUAL -> {}
    }
  }

  private static List<Object> comparable(List<@Nullable Object> literals) {
    var values = new ArrayList<Object>();
    for (var literal : literals) {
      if (literal != null && isComparable(literal)) {
        values.add(literal);
      }
    }
    return values;
  }

  private static List<String> canonical(Expression.Path path) {
    var names = new ArrayList<>(path.names());
    names.set(0, names.get(0).toLowerCase(Locale.ROOT));
    if (names.get(0).equals("properties") && names.size() > 1) {
      names.set(1, names.get(1).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static boolean isComparable(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }
}
