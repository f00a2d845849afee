// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of one run of one server, by name, and how busy the rest of the machine was. */
public record Run(Map<String, Double> figures, double othersCores) {

  public Run {
    figures = Map.copyOf(figures);
  }

  /** Measures a stretch of work against a server. */
  public static final class Stopwatch {

    private final Server server;
    private final Process[] clients;
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final long began = System.nanoTime();
    private final double allAtStart = Proc.cpuOfAll();
    private final double oursAtStart;
    private double mark;
    private long markAt;

    /**
     * @param clients other processes of ours, beside this one
     */
    public Stopwatch(Server server, Process... clients) {
      this.server = server;
      this.clients = clients.clone();
      this.oursAtStart = ours();
    }

    private double ours() {
      return Proc.cpu(server.process().pid())
          + Proc.cpuWithEnded(ProcessHandle.current().pid())
          + Stream.of(clients).mapToDouble(client -> Proc.cpu(client.pid())).sum();
    }

    public void start() {
      mark = Proc.cpu(server.process().pid());
      markAt = System.nanoTime();
    }

    /** So many operations were done since the start. */
    public void done(String what, int operations) {
      var seconds = (System.nanoTime() - markAt) / 1e9;
      figures.put(what + "/s", operations / seconds);
      var cpu = Proc.cpu(server.process().pid()) - mark;
      figures.put("server CPU µs/" + what, cpu / operations * 1e6);
    }

    public void figure(String name, double value) {
      figures.put(name, value);
    }

    public Run end() {
      var seconds = (System.nanoTime() - began) / 1e9;
      var others = Proc.cpuOfAll() - allAtStart - (ours() - oursAtStart);
      return new Run(figures, others / seconds);
    }
  }
}
