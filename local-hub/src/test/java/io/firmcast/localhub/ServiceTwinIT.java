// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 E, twins: what the service side may do with them. */
class ServiceTwinIT {

  private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z";

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String path;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.36");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    var deviceId = "dev" + ++count;
    hub.device(deviceId);
    path = "/twins/" + deviceId;
  }

  @Test
  void R01_R03_a_post_with_the_override_is_a_patch_and_answers_200_with_the_full_twin() {
    var body = "{\"properties\":{\"desired\":{\"a\":1}}}";

    var posted = rest.sendText("POST", path, body, "X-HTTP-Method-Override", "PATCH");
    var patched = rest.sendText("PATCH", path, body);

    for (var reply : new Rest.Reply[] {posted, patched}) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("content-type")).contains("application/json; charset=utf-8");
      assertThat(desired(reply.json()).getInteger("a")).isEqualTo(1);
      assertThat(reply.json().containsKey("deviceId")).isTrue();
    }
    assertThat(rest.sendText("POST", path, body).status()).isEqualTo(405);
  }

  @Test
  void R02_the_root_nulls_of_the_java_patch_body_change_nothing() {
    patch("{\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"a\":1}}}");

    var twin =
        patch(
            "{\"deviceId\":null,\"etag\":null,\"version\":null,\"status\":null,\"tags\":null,"
                + "\"capabilities\":null,\"properties\":{\"desired\":null,\"reported\":null}}");

    assertThat(twin.getJsonObject("tags").getInteger("t")).isEqualTo(1);
    assertThat(desired(twin).getInteger("a")).isEqualTo(1);
    assertThat(desired(twin).getInteger("$version")).isEqualTo(2);
    assertThat(twin.getString("status")).isEqualTo("enabled");
  }

  @Test
  void R04_merge_keeps_siblings_replaces_scalars_and_arrays_and_null_deletes() {
    patch("{\"tags\":{\"a\":{\"x\":1,\"y\":2},\"b\":[1,2],\"c\":1}}");

    var twin = patch("{\"tags\":{\"a\":{\"x\":9},\"b\":[3],\"c\":null,\"d\":{\"e\":null}}}");

    assertThat(twin.getJsonObject("tags"))
        .isEqualTo(new JsonObject("{\"a\":{\"x\":9,\"y\":2},\"b\":[3],\"d\":{}}"));
  }

  @Test
  void R05_put_replaces_tags_and_desired_and_an_absent_section_is_cleared() {
    patch("{\"tags\":{\"t\":1},\"properties\":{\"desired\":{\"a\":1}}}");

    var twin = rest.sendText("PUT", path, "{\"properties\":{\"desired\":{\"b\":2}}}").json();

    assertThat(twin.containsKey("tags")).isFalse();
    assertThat(desired(twin).containsKey("a")).isFalse();
    assertThat(desired(twin).getInteger("b")).isEqualTo(2);
    assertThat(desired(twin).getInteger("$version")).isEqualTo(3);
  }

  @Test
  void R06_if_match_takes_star_quoted_star_quoted_and_bare_etag_and_a_stale_one_gives_412() {
    for (var ifMatch : new String[] {"*", "\"*\"", "\"%s\"", "%s"}) {
      var etag = rest.get(path).json().getString("etag");
      var reply = patchIf(ifMatch.formatted(etag));
      assertThat(reply.status()).as(ifMatch).isEqualTo(200);
    }

    var stale = patchIf("\"AAAAAAAAAAE=\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.header("iothub-errorcode")).contains("PreconditionFailed");
    assertThat(stale.json().getString("Message"))
        .isEqualTo(
            "ErrorCode:PreconditionFailed;ETag mismatch for device ID '%s'"
                .formatted(path.substring("/twins/".length())));
    assertThat(stale.json().getString("ExceptionMessage"))
        .matches("Tracking ID:[0-9A-F]{32}-TimeStamp:\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void R07_etag_version_and_desired_version_grow_by_one() {
    var before = rest.get(path).json();

    var tagged = patch("{\"tags\":{\"a\":1}}");
    var desired = patch("{\"properties\":{\"desired\":{\"a\":1}}}");

    assertThat(before.getString("etag")).isEqualTo("AAAAAAAAAAE=");
    assertThat(tagged.getString("etag")).isEqualTo("AAAAAAAAAAI=");
    assertThat(desired.getString("etag")).isEqualTo("AAAAAAAAAAM=");
    assertThat(tagged.getInteger("version")).isEqualTo(before.getInteger("version") + 1);
    assertThat(desired.getInteger("version")).isEqualTo(before.getInteger("version") + 2);
    assertThat(desired(tagged).getInteger("$version")).isEqualTo(1);
    assertThat(desired(desired).getInteger("$version")).isEqualTo(2);
  }

  @Test
  void R08_every_node_of_desired_has_its_stamp_and_version() {
    patch("{\"properties\":{\"desired\":{\"a\":{\"x\":1,\"y\":[1]},\"b\":2}}}");

    var metadata =
        desired(patch("{\"properties\":{\"desired\":{\"a\":{\"x\":5}}}}"))
            .getJsonObject("$metadata");

    assertThat(metadata.getString("$lastUpdated")).matches(STAMP);
    assertThat(metadata.getInteger("$lastUpdatedVersion")).isEqualTo(3);
    var a = metadata.getJsonObject("a");
    assertThat(a.getInteger("$lastUpdatedVersion")).isEqualTo(3);
    assertThat(a.getJsonObject("x").getInteger("$lastUpdatedVersion")).isEqualTo(3);
    assertThat(a.getJsonObject("y").getInteger("$lastUpdatedVersion")).isEqualTo(2);
    assertThat(a.getJsonObject("y").fieldNames()).hasSize(2);
    assertThat(metadata.getJsonObject("b").getInteger("$lastUpdatedVersion")).isEqualTo(2);
  }

  @Test
  void R09_reported_version_and_metadata_in_a_service_patch_are_ignored() {
    var twin =
        patch(
            "{\"properties\":{\"reported\":{\"r\":1},"
                + "\"desired\":{\"a\":1,\"$version\":77,\"$metadata\":{\"a\":{}}}}}");

    assertThat(desired(twin).getInteger("$version")).isEqualTo(2);
    assertThat(twin.getJsonObject("properties").getJsonObject("reported").containsKey("r"))
        .isFalse();
  }

  @Test
  void a_section_of_the_wrong_type_gives_400_and_changes_nothing() {
    for (var body :
        new String[] {"{\"tags\":1}", "{\"properties\":[]}", "{\"tags\":{\"a.b\":1}}"}) {
      assertThat(rest.sendText("PATCH", path, body).status()).as(body).isEqualTo(400);
    }

    assertThat(rest.get(path).json().getString("etag")).isEqualTo("AAAAAAAAAAE=");
  }

  private JsonObject patch(String body) {
    var reply = rest.sendText("PATCH", path, body);
    assertThat(reply.status()).isEqualTo(200);
    return reply.json();
  }

  private Rest.Reply patchIf(String ifMatch) {
    return rest.sendText("PATCH", path, "{\"tags\":{\"a\":1}}", "If-Match", ifMatch);
  }

  private static JsonObject desired(JsonObject twin) {
    return twin.getJsonObject("properties").getJsonObject("desired");
  }
}
