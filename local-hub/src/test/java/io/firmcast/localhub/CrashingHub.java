// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * A process of its own with a hub and devices that report for ever, one line a 204, until it is
 * killed.
 */
final class CrashingHub {

  private CrashingHub() {}

  static Process spawn(String host, Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
            "-Dlogback.configurationFile=logback-silent.xml",
            CrashingHub.class.getName(),
            host,
            data.toString())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) {
    // Who reads what it says would else wait for a process that has nothing more to say.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, broken) -> {
          broken.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    var hub = TestHub.start(new LocalHubSettings(arguments[0], 0, 0, Path.of(arguments[1])));
    for (int i = 0; i < StoreCrashIT.devices(); i++) {
      var deviceId = "dev" + i;
      var key = hub.device(deviceId);
      new Thread(() -> reportForEver(hub, deviceId, key, System.out)).start();
    }
  }

  private static void reportForEver(TestHub hub, String deviceId, String key, PrintStream out) {
    var device = RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.TWIN_ANSWERS);
    for (int n = 1; device.connected(); n++) {
      var answer = device.report("{\"n\":" + n + "}", "r" + n);
      if (answer.topic().contains("/204/")) {
        out.println(deviceId + " " + n + " acknowledged");
      }
    }
  }
}
