// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A hub killed with SIGKILL while devices report: nothing that was acknowledged may be lost. */
class StoreCrashIT {

  private static final int DEVICES = 5;
  private static final String HOST = "127.0.0.39";

  @RepeatedTest(3)
  void S05_what_was_answered_with_204_survives_kill_9(@TempDir Path data) throws Exception {
    var process = CrashingHub.spawn(HOST, data);
    var acknowledged = new HashMap<String, Integer>();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));

    for (int i = 0; i < 500; i++) {
      note(acknowledged, out.readLine());
    }
    // Not through the process itself: that would also close the pipe with the last lines.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      note(acknowledged, line);
    }

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(acknowledged).hasSize(DEVICES);
    try (var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data))) {
      acknowledged.forEach(
          (deviceId, n) -> {
            var document = hub.rest().get("/twins/" + deviceId).json();
            assertThat(document.getString("connectionState")).isEqualTo("Disconnected");
            var twin = document.getJsonObject("properties");
            assertThat(twin.getJsonObject("reported").getInteger("n")).isGreaterThanOrEqualTo(n);
          });
    }
  }

  private static void note(Map<String, Integer> acknowledged, String line) {
    var parts = List.of(line.split(" ", -1));
    // A line cut off by the kill says nothing.
    if (parts.size() == 3 && parts.get(2).equals("acknowledged")) {
      acknowledged.put(parts.get(0), Integer.parseInt(parts.get(1)));
    }
  }

  static int devices() {
    return DEVICES;
  }
}
