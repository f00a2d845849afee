// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirmwareUpdateTest {

  @Test
  void the_origins_payload_is_enough() {
    var update = FirmwareUpdate.fromJson(new JsonObject("{\"fwPackageUri\":\"test.com\"}"));

    assertThat(update).isEqualTo(FirmwareUpdate.of(URI.create("test.com")));
    assertThat(update.toJson().encode()).isEqualTo("{\"fwPackageUri\":\"test.com\"}");
  }

  @Test
  void every_field_survives_the_way_there_and_back() {
    var update =
        new FirmwareUpdate(
            URI.create("https://fw.example/router-2.1.0.bin"),
            new UpdateId("r42-sim-7-1"),
            "2.1.0",
            "ab".repeat(32),
            1_048_576L,
            "eyJ9",
            3L);

    assertThat(FirmwareUpdate.fromJson(update.toJson())).isEqualTo(update);
  }

  @Test
  void a_field_of_a_later_version_does_no_harm() {
    var json = new JsonObject().put("fwPackageUri", "test.com").put("colour", "blue");

    assertThat(FirmwareUpdate.fromJson(json).fwPackageUri()).isEqualTo(URI.create("test.com"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /fwPackageUri",
        "{'fwPackageUri':null} | /fwPackageUri",
        "{'fwPackageUri':''} | /fwPackageUri",
        "{'fwPackageUri':7} | /fwPackageUri",
        "{'fwPackageUri':'http://a b'} | /fwPackageUri",
        "{'fwPackageUri':'u','updateId':'a/b'} | /updateId",
        "{'fwPackageUri':'u','sha256':'abc'} | /sha256",
        "{'fwPackageUri':'u','size':0} | /size",
        "{'fwPackageUri':'u','size':1.5} | /size",
        "{'fwPackageUri':'u','size':'1'} | /size",
        "{'fwPackageUri':'u','epoch':-1} | /epoch",
        "{'fwPackageUri':'u','version':{}} | /version",
        "{'fwPackageUri':'u','version':''} | /version",
      },
      quoteCharacter = '`')
  void what_is_wrong_is_named(String json, String pointer) {
    var payload = new JsonObject(json.replace('\'', '"'));

    assertThatThrownBy(() -> FirmwareUpdate.fromJson(payload))
        .isInstanceOfSatisfying(
            BadMessage.class, bad -> assertThat(bad.pointer()).isEqualTo(pointer));
  }

  @Test
  void a_version_fits_into_a_twin() {
    var payload = new JsonObject().put("fwPackageUri", "u").put("version", "1".repeat(129));

    assertThatThrownBy(() -> FirmwareUpdate.fromJson(payload))
        .isInstanceOf(BadMessage.class)
        .hasMessageContaining("/version must be 1 to 128 characters");
  }
}
