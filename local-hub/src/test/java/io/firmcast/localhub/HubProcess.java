// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A hub in a process of its own, to be killed. */
final class HubProcess implements AutoCloseable {

  private final Process process;

  private HubProcess(Process process) {
    this.process = process;
  }

  /** Returns once the hub listens, on 8883 and any port for HTTPS. */
  static HubProcess start(String host, Path data) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
                "-Dlogback.configurationFile=logback-silent.xml",
                HubProcess.class.getName(),
                host,
                data.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    if (!"ready".equals(new BufferedReader(out).readLine())) {
      process.destroyForcibly();
      throw new IllegalStateException("the hub did not start");
    }
    return new HubProcess(process);
  }

  /** SIGKILL; returns once the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the hub survived");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process itself. */
  public static void main(String[] arguments) {
    TestHub.startOn8883(arguments[0], Path.of(arguments[1]));
    System.out.println("ready");
  }
}
