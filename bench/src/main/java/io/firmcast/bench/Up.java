// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One {@code firmcast up} as a process of its own, in a fresh data directory. */
final class Up implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final Process process;

  private Up(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  static Up start(String... flags) throws IOException {
    var data = Files.createTempDirectory("firmcast-bench");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("./firmcast", "up", "--data", data.toString()));
    command.addAll(List.of(flags));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    return new Up(data, process);
  }

  HttpClient http() {
    return http;
  }

  /** Waits until the address answers 200. */
  void answers(String url) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isOk(url)) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException("not up: " + Files.readString(data.resolve("log")));
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  int post(String url, String json) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private boolean isOk(String url) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().destroyForcibly();
    try (var files = Files.walk(data)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
