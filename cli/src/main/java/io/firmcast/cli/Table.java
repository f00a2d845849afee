// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns that align, two spaces apart. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  @Override
  public String toString() {
    return rows.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> pad(row.get(column), column))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private String pad(String cell, int column) {
    return cell + " ".repeat(Math.max(0, width(column) - cell.length()));
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
