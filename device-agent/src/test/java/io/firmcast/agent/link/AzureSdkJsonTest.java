// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class AzureSdkJsonTest {

  @Test
  void a_patch_goes_through_the_sdk_unchanged_with_its_nulls() {
    var patch =
        new JsonObject()
            .put("flat", "text")
            .putNull("gone")
            .put(
                "firmware",
                new JsonObject()
                    .put("attempt", 1)
                    .putNull("error")
                    .put("history", new JsonArray().add(new JsonObject().put("status", "x"))));

    var written = AzureSdkJson.write(patch).toJsonElement().toString();

    assertThat(new JsonObject(written)).isEqualTo(patch);
  }

  @Test
  void the_version_stands_among_the_properties_again() {
    var section = new TwinCollection();
    section.put("colour", "blue");
    section.setVersion(7);

    assertThat(AzureSdkJson.read(section))
        .isEqualTo(new JsonObject().put("colour", "blue").put("$version", 7));
  }
}
