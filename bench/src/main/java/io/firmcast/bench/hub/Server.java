// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One server under measurement, a process of its own.
 *
 * @param told the words of the line with which it said that it is ready; empty if it says nothing
 * @param logins how the n-th device logs in there
 */
public record Server(
    Process process, int port, boolean tls, List<String> told, Function<Integer, Login> logins)
    implements AutoCloseable {

  public static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  public Server {
    told = List.copyOf(told);
  }

  /** Starts a program of ours, which prints {@code ready} with its ports. */
  public static Process java(Path log, List<String> jvm, Class<?> main, String... args)
      throws IOException {
    return java(log, System.getProperty("java.class.path"), jvm, main.getName(), args);
  }

  static Process java(Path log, String classpath, List<String> jvm, String main, String... args)
      throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", classpath, main));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(log.toFile()).start();
  }

  /** Reads what a program of ours says once it is ready. */
  public static List<String> ready(Process process) throws IOException {
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("ready ")) {
        return List.of(line.split(" ", -1));
      }
    }
    throw new IOException("the server ended before it was ready");
  }

  /** Waits until a port takes connections. */
  static void listens(Process process, int port) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw notYet;
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  NetClientOptions clientOptions() {
    var options = new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(30_000);
    if (tls) {
      options.setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    return options;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().destroyForcibly();
    process.onExit().join();
  }
}
