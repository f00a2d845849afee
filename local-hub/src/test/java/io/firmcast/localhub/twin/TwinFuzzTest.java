// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Whatever a patch holds, it is refused or leads to a twin that can be shown, stored and read. */
class TwinFuzzTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @FuzzTest
  void patches(byte[] input) {
    JsonObject patch;
    try {
      patch = new JsonObject(Buffer.buffer(input));
    } catch (DecodeException | ClassCastException notAnObject) {
      return;
    }
    var before = Twin.fresh(NOW);
    try {
      var reported = before.report(patch, null, NOW);
      var merged = reported.merge(new ServicePatch(patch, patch), NOW);
      var again = Twin.fromJson(new JsonObject(merged.toJson().encode()));

      assertThat(again.toJson().encode()).isEqualTo(merged.toJson().encode());
      assertThat(merged.forDevice().encode()).contains("$version");
      assertThat(merged.version()).isEqualTo(before.version() + 2);
    } catch (HubFailure refused) {
      assertThat(refused.code().status()).isBetween(400, 413);
    }
  }
}
