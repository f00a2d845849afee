// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A device that puts HTML and script wherever a device may put a string. */
final class Mallory implements AutoCloseable {
  private static final String NAME = "mallory";
  private static final String IMAGE = "<img src=x onerror=\"window.hacked = 1\">";
  private static final String SCRIPT = "<script>window.hacked = 1</script>";

  private static final String TIME = "2026-12-01T04:00:00Z";

  private final RawDevice device;

  private Mallory(RawDevice device) {
    this.device = device;
  }

  static Mallory on(LocalHub hub) throws TimeoutException {
    hub.createDevice(NAME).await(10, TimeUnit.SECONDS);
    return new Mallory(
        new RawDevice(
            ConnectionString.parse(hub.deviceConnectionString(NAME)),
            hub.mqttPort(),
            Trust.of(hub.caFile().orElseThrow())));
  }

  void reportScripts() throws TimeoutException {
    // Times and ids have to be some, or the service shows nothing of the rest.
    var move = new JsonObject().put("status", IMAGE).put("at", TIME).put("updateId", "x");
    device.report(
        new JsonObject()
            .put("firmwareStatus", "failed")
            .put("logTime", TIME)
            .put("<b>bold</b>", IMAGE) // a hub takes no blank and no dot in a name
            .put(
                "firmware",
                new JsonObject()
                    .put("version", IMAGE)
                    .put("updateId", "x")
                    .put("error", new JsonObject().put("code", IMAGE).put("message", SCRIPT))
                    .put("history", new JsonArray().add(move)))
            .encode());
  }

  @Override
  public void close() throws TimeoutException {
    device.close();
  }
}
