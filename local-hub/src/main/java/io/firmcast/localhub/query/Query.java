// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed query.
 *
 * @param items empty for {@code *}
 * @param top the most rows in all; {@link Integer#MAX_VALUE} if not limited
 * @param where null for all rows
 */
public record Query(
    Source source,
    List<Item> items,
    int top,
    @Nullable Expression where,
    List<Expression.Path> groupBy) {

  /** Where rows come from. */
  public enum Source {
    DEVICES,
    MODULES,
    JOBS
  }

  public Query {
    items = List.copyOf(items);
    groupBy = List.copyOf(groupBy);
  }

  /**
   * Parses a query; throws a {@link io.firmcast.localhub.failure.HubFailure} that says where it is
   * wrong.
   */
  public static Query parse(String text) {
    return QueryParser.parse(text);
  }

  /**
   * Parses what could follow {@code WHERE} into a query for the devices it holds of; a star holds
   * of all. Refuses like {@link #parse}, with positions in the condition.
   */
  public static Query condition(String text) {
    return QueryParser.condition(text);
  }

  /**
   * Parses the target of a configuration: a condition, or {@code FROM devices.modules WHERE} and a
   * condition for modules. Refuses like {@link #parse}.
   */
  public static Query target(String text) {
    return QueryParser.target(text);
  }

  /** What certain paths must have, each by itself, for a row to match. */
  public List<Lookup> lookups() {
    return Demands.of(where);
  }

  /** Whether rows are whole documents rather than columns of them. */
  public boolean whole() {
    return items.isEmpty();
  }

  boolean grouped() {
    return !groupBy.isEmpty() || items.stream().anyMatch(Item.Computed.class::isInstance);
  }

  /** Whether a row satisfies the condition. */
  public boolean matches(Row row) {
    return where == null || where.isTrue(row);
  }
}
