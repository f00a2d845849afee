// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process of its own with a hub in the middle of a job for devices that are not there, and with
 * one that is to begin soon; says so in one line and waits to be killed.
 */
final class JobbingHub {

  static final int DEVICES = 100;
  static final int SECONDS = 5;

  private JobbingHub() {}

  static Process spawn(String host, Path data) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
            "-Dlogback.configurationFile=logback-silent.xml",
            JobbingHub.class.getName(),
            host,
            data.toString())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) {
    var hub = TestHub.start(new LocalHubSettings(arguments[0], 0, 0, Path.of(arguments[1])));
    for (int i = 0; i < DEVICES; i++) {
      hub.device("dev" + i);
    }
    var method = new JsonObject().put("methodName", "m").put("connectTimeoutInSeconds", SECONDS);
    hub.rest()
        .send(
            "PUT",
            "/jobs/v2/running",
            new JsonObject()
                .put("type", "scheduleDeviceMethod")
                .put("queryCondition", "*")
                .put("cloudToDeviceMethod", method));
    hub.rest()
        .send(
            "PUT",
            "/jobs/v2/scheduled",
            new JsonObject()
                .put("type", "scheduleUpdateTwin")
                .put("queryCondition", "*")
                .put("startTime", Instant.now().plusSeconds(SECONDS).toString())
                .put("updateTwin", new JsonObject("{\"etag\":\"*\",\"tags\":{\"t\":1}}")));
    String statistics;
    do {
      statistics = hub.rest().get("/jobs/v2/running").text();
    } while (!statistics.contains("\"runningCount\":64"));
    System.out.println("running");
  }
}
