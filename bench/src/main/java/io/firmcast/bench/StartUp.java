// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench;

import java.util.stream.DoubleStream;

/**
 * Seconds from {@code firmcast up} (already built, nothing in its data directory) to its first
 * page.
 */
final class StartUp {
  private static final int RUNS = 7;

  private StartUp() {}

  public static void main(String[] args) throws Exception {
    var page = DoubleStream.builder();
    var ready = DoubleStream.builder();
    for (int run = 0; run < RUNS; run++) {
      var began = System.nanoTime();
      try (var up = Up.start()) {
        up.answers("http://127.0.0.1:8080/");
        page.add(secondsSince(began));
        up.answers("http://127.0.0.1:9080/health/ready");
        ready.add(secondsSince(began));
      }
    }
    System.out.println("first page   " + new Samples(page.build()).summary("s"));
    System.out.println("all ready    " + new Samples(ready.build()).summary("s"));
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
