// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class IdentityViewTest {
  private static final JsonObject WITH_KEYS =
      new JsonObject(
          """
          {"deviceId":"d","status":"enabled","statusReason":null,
           "authentication":{"type":"sas","symmetricKey":{"primaryKey":"a2V5","secondaryKey":null}}}""");

  @Test
  void a_key_is_hidden_and_one_that_is_not_there_stays_so() {
    var keys =
        new IdentityView(WITH_KEYS, "h.example", false)
            .json()
            .getJsonObject("authentication")
            .getJsonObject("symmetricKey");

    assertThat(keys.getString("primaryKey")).isEqualTo("***");
    assertThat(keys.getString("secondaryKey")).isNull();
    assertThat(WITH_KEYS.encode()).contains("a2V5");
  }

  @Test
  void its_program_connects_by_key_by_module_or_by_certificate() {
    assertThat(new IdentityView(WITH_KEYS, "h.example", true).connectionString())
        .isEqualTo("HostName=h.example;DeviceId=d;SharedAccessKey=a2V5");
    assertThat(
            new IdentityView(WITH_KEYS.copy().put("moduleId", "m"), "h", true).connectionString())
        .isEqualTo("HostName=h;DeviceId=d;ModuleId=m;SharedAccessKey=a2V5");
    assertThat(
            new IdentityView(new JsonObject("{\"deviceId\":\"d\"}"), "h", true).connectionString())
        .isEqualTo("HostName=h;DeviceId=d;x509=true");
  }
}
