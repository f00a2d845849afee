// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Section 3.3's sizes, over the wire: 8 KB of tags, 32 KB of desired and of reported properties.
 */
class TwinLimitIT {

  private static TestHub hub;
  private static String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.59");
    key = hub.device("dev1");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void L06_tags_may_have_8_KB() {
    assertThat(patch(new JsonObject().put("tags", filled(8 * 1024)))).isEqualTo(200);
    assertThat(patch(new JsonObject().put("tags", filled(8 * 1024 + 1)))).isEqualTo(413);
  }

  @Test
  void L06_desired_properties_may_have_32_KB() {
    assertThat(patch(desired(filled(32 * 1024)))).isEqualTo(200);
    assertThat(patch(desired(filled(32 * 1024 + 1)))).isEqualTo(413);
  }

  @Test
  void L06_reported_properties_may_have_32_KB() {
    try (var device = RawDevice.connect(hub, "dev1", key).subscribe(RawDevice.TWIN_ANSWERS)) {
      assertThat(device.report(filled(32 * 1024).encode(), "fits").topic()).contains("/204/");
      assertThat(device.report(filled(32 * 1024 + 1).encode(), "more").topic()).contains("/413/");
    }
  }

  private static int patch(JsonObject body) {
    return hub.rest().send("PATCH", "/twins/dev1", body).status();
  }

  private static JsonObject desired(JsonObject values) {
    return new JsonObject().put("properties", new JsonObject().put("desired", values));
  }

  /** The same keys each time, their names and texts of so many bytes in all. */
  private static JsonObject filled(int bytes) {
    var json = new JsonObject();
    var left = bytes;
    for (int i = 0; left > 0; i++) {
      var name = "key" + (char) ('a' + i);
      var length = Math.min(4000, left - name.length());
      json.put(name, "x".repeat(length));
      left -= name.length() + length;
    }
    return json;
  }
}
