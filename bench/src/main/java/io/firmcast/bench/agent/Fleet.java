// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Server;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Devices under measurement, in one process or several. */
public record Fleet(List<Member> members) implements AutoCloseable {

  public record Member(Process process, BufferedWriter orders, BufferedReader answers) {

    String ask(String order) throws IOException {
      orders.write(order + "\n");
      orders.flush();
      return answer();
    }

    private String answer() throws IOException {
      var line = answers.readLine();
      if (line == null) {
        throw new IOException("a process of devices has ended; its log tells why");
      }
      return line;
    }
  }

  public Fleet {
    members = List.copyOf(members);
  }

  /**
   * Starts so many processes, without a device yet.
   *
   * @param jvm flags of each process
   * @param more what the kind wants to know
   */
  public static Fleet start(
      Path folder, int processes, List<String> jvm, Kind kind, Where where, String... more)
      throws IOException {
    var arguments =
        Stream.of(List.of(kind.name()), where.toArguments(), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new);
    var members = new ArrayList<Member>();
    for (var n = 0; n < processes; n++) {
      var log = folder.resolve(kind + "-" + n + ".log");
      var process = Server.java(log, jvm, FleetMain.class, arguments);
      var member =
          new Member(
              process,
              new BufferedWriter(
                  new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)),
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
      members.add(member);
      member.answer();
    }
    return new Fleet(members);
  }

  public Process[] processes() {
    return members.stream().map(Member::process).toArray(Process[]::new);
  }

  /** Connects so many devices from that number on, shared out among the processes. */
  public void connect(int first, int count) throws IOException {
    var from = first;
    for (var n = 0; n < members.size(); n++) {
      var share = (count + n) / members.size();
      members.get(n).ask("connect " + from + " " + share);
      from += share;
    }
  }

  /** Bytes that are alive on the heaps, after full collections. */
  double heap() throws IOException {
    return told("heap");
  }

  int completed() throws IOException {
    return (int) told("completed");
  }

  double rss() {
    return sum(Proc::rss);
  }

  double peak() {
    return sum(Proc::peak);
  }

  void forgetPeak() {
    members.forEach(member -> Proc.forgetPeak(member.process().pid()));
  }

  public double cpu() {
    return sum(Proc::cpu);
  }

  double threads() {
    return sum(Proc::threads);
  }

  private double told(String question) throws IOException {
    var sum = 0.0;
    for (var member : members) {
      sum += Long.parseLong(member.ask(question));
    }
    return sum;
  }

  private double sum(ToDoubleFunction<Long> figure) {
    return members.stream()
        .mapToDouble(member -> figure.applyAsDouble(member.process().pid()))
        .sum();
  }

  @Override
  public void close() {
    for (var process : processes()) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
