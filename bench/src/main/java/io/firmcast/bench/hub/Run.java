// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one run of one server, by name, and how busy the rest of the machine was. */
record Run(Map<String, Double> figures, double othersCores) {

  Run {
    figures = Map.copyOf(figures);
  }

  /** Measures a stretch of work against a server. */
  static final class Stopwatch {

    private final Server server;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final long began = System.nanoTime();
    private final double allAtStart = Proc.cpuOfAll();
    private final double oursAtStart;
    private double mark;
    private long markAt;

    Stopwatch(Server server) {
      this.server = server;
      this.oursAtStart = ours();
    }

    private double ours() {
      return Proc.cpu(server.process().pid()) + Proc.cpu(ProcessHandle.current().pid());
    }

    void start() {
      mark = Proc.cpu(server.process().pid());
      markAt = System.nanoTime();
    }

    /** So many operations were done since the start. */
    void done(String what, int operations) {
      var seconds = (System.nanoTime() - markAt) / 1e9;
      figures.put(what + "/s", operations / seconds);
      var cpu = Proc.cpu(server.process().pid()) - mark;
      figures.put("server CPU µs/" + what, cpu / operations * 1e6);
    }

    void figure(String name, double value) {
      figures.put(name, value);
    }

    Run end() {
      var seconds = (System.nanoTime() - began) / 1e9;
      var others = Proc.cpuOfAll() - allAtStart - (ours() - oursAtStart);
      return new Run(figures, others / seconds);
    }
  }
}
