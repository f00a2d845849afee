// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Runs servers in turn, A B C A B C …, and tells medians and, round by round, ratios to the first.
 * A round during which other processes took more than a quarter of a core is dropped and counted.
 */
public final class Comparison {

  /** Cores that others may take; {@code -Dbench.quiet=2} takes every round. */
  private static final double QUIET = Double.parseDouble(System.getProperty("bench.quiet", "0.25"));

  /** Part of the names of those to run; {@code -Dbench.only=hub} to look at one alone. */
  private static final String ONLY = System.getProperty("bench.only", "");

  /** Starts a fresh server, measures it and ends it. */
  @FunctionalInterface
  public interface Contender {
    Run run() throws Exception;
  }

  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final List<Map<String, Run>> rounds = new ArrayList<>();
  private int dropped;

  public Comparison with(String name, Contender contender) {
    if (name.contains(ONLY)) {
      contenders.put(name, contender);
    }
    return this;
  }

  /** Runs until there are so many quiet rounds, giving up after twice as many. */
  public void run(int wanted) throws Exception {
    for (var n = 0; rounds.size() < wanted && n < 2 * wanted; n++) {
      Map<String, Run> round = new LinkedHashMap<>();
      for (var contender : contenders.entrySet()) {
        round.put(contender.getKey(), contender.getValue().run());
        System.err.print(".");
      }
      if (round.values().stream().allMatch(run -> run.othersCores() <= QUIET)) {
        rounds.add(round);
      } else {
        dropped++;
      }
    }
    System.err.println();
  }

  public void print(String title) {
    System.out.printf("%n### %s%n%n", title);
    if (rounds.isEmpty()) {
      System.out.println("No round was quiet enough.");
      return;
    }
    System.out.println("| figure | server | median | min | max | ratio to the first |");
    System.out.println("|---|---|---:|---:|---:|---:|");
    for (var figure : figures()) {
      for (var name : contenders.keySet()) {
        row(figure, name);
      }
    }
    System.out.printf("%n%d rounds, %d dropped for noise.%n", rounds.size(), dropped);
  }

  private void row(String figure, String name) {
    var values = values(figure, name);
    if (values.isEmpty()) {
      return;
    }
    var first = contenders.keySet().iterator().next();
    var ratios =
        rounds.stream()
            .filter(round -> has(round, first, figure) && has(round, name, figure))
            .map(round -> value(round, name, figure) / value(round, first, figure))
            .toList();
    System.out.printf(
        "| %s | %s | %.1f | %.1f | %.1f | %s |%n",
        figure,
        name,
        median(values),
        values.stream().mapToDouble(d -> d).min().orElseThrow(),
        values.stream().mapToDouble(d -> d).max().orElseThrow(),
        ratios.isEmpty() || name.equals(first) ? "" : "%.2f".formatted(median(ratios)));
  }

  private Iterable<String> figures() {
    var names = new TreeSet<String>();
    rounds.forEach(round -> round.values().forEach(run -> names.addAll(run.figures().keySet())));
    return names;
  }

  private List<Double> values(String figure, String name) {
    return rounds.stream()
        .filter(round -> has(round, name, figure))
        .map(round -> value(round, name, figure))
        .toList();
  }

  private static boolean has(Map<String, Run> round, String name, String figure) {
    var run = round.get(name);
    return run != null && run.figures().containsKey(figure);
  }

  private static double value(Map<String, Run> round, String name, String figure) {
    var run = round.get(name);
    var value = run == null ? null : run.figures().get(figure);
    return value == null ? Double.NaN : value;
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
