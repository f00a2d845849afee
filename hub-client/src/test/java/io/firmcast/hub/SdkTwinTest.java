// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Through the SDK's own parser, since what it makes of a twin is what we get. */
class SdkTwinTest {

  @Test
  void sections_come_without_metadata_and_versions_beside_them() {
    var twin =
        ours(
            """
            {"deviceId":"d","connectionState":"Connected","version":7,
             "tags":{"site":"x"},
             "properties":{
               "desired":{"firmware":{"version":"2"},"$metadata":{"$lastUpdated":"2026-01-01T00:00:00.0000000Z",
                  "firmware":{"$lastUpdated":"2026-01-01T00:00:00.0000000Z"}},"$version":3},
               "reported":{"firmwareStatus":"standBy","firmware":{"attempt":1,"history":[{"status":"standBy"}]},
                  "$metadata":{"$lastUpdated":"2026-01-01T00:00:00.0000000Z"},"$version":12}}}""");

    assertThat(twin.connected()).isTrue();
    assertThat(twin.desired()).isEqualTo(new JsonObject("{\"firmware\":{\"version\":\"2\"}}"));
    assertThat(twin.desiredVersion()).isEqualTo(3);
    assertThat(twin.reported())
        .isEqualTo(
            new JsonObject(
                """
                {"firmwareStatus":"standBy","firmware":{"attempt":1,"history":[{"status":"standBy"}]}}"""));
    assertThat(twin.reportedVersion()).isEqualTo(12);
  }

  @Test
  void a_new_device_has_two_empty_sections() {
    var twin =
        ours(
            """
            {"deviceId":"d","connectionState":"Disconnected","properties":{
             "desired":{"$version":1},"reported":{"$version":1}}}""");

    assertThat(twin)
        .isEqualTo(new Twin(new DeviceId("d"), false, new JsonObject(), 1, new JsonObject(), 1));
  }

  @Test
  void numbers_keep_their_kind_however_large() {
    var reported =
        reported(
            """
            {"small":1,"long":4503599627370495,"huge":123456789012345678901234567890,
             "real":1.5,"wholeReal":2.0}""");

    assertThat(reported.getValue("small")).isEqualTo(1);
    assertThat(reported.getValue("long")).isEqualTo(4503599627370495L);
    assertThat(reported.getValue("huge")).isInstanceOfAny(BigInteger.class, Double.class);
    assertThat(reported.getValue("real")).isEqualTo(1.5);
  }

  @Test
  void what_is_no_json_number_becomes_its_text_and_can_be_written_on() {
    var reported = reported("{\"firmwareStatus\":NaN,\"size\":1e999,\"attempt\":-Infinity}");

    assertThat(reported.getMap().values()).allMatch(String.class::isInstance);
    assertThat(new JsonObject(reported.encode())).isEqualTo(reported);
  }

  @Test
  void arrays_of_anything_survive() {
    var reported = reported("{\"firmware\":[1,[2,[null,{\"a\":[true]}]],\"<b>\"]}");

    assertThat(reported.getJsonArray("firmware"))
        .isEqualTo(new JsonArray("[1,[2,[null,{\"a\":[true]}]],\"<b>\"]"));
  }

  @Test
  void what_is_deeper_than_a_twin_may_be_is_cut_and_not_followed() {
    var deep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);

    var reported = reported("{\"firmware\":" + deep + ",\"firmwareStatus\":\"standBy\"}");

    assertThat(reported.getString("firmwareStatus")).isEqualTo("standBy");
    assertThat(reported.encode()).contains("null");
  }

  private static JsonObject reported(String reported) {
    return ours("{\"deviceId\":\"d\",\"properties\":{\"desired\":{},\"reported\":"
            + reported
            + "}}")
        .reported();
  }

  private static Twin ours(String json) {
    return SdkTwin.toOurs(
        new DeviceId("d"), com.microsoft.azure.sdk.iot.service.twin.Twin.fromJson(json));
  }
}
