// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 I, X09: the bulk registry of Node and C#, in the shape that their SDKs send. */
class BulkIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String id;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.73");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void nameIt() {
    id = "bulk-" + ++count + "-";
  }

  @Test
  void X09_a_hundred_devices_are_created_and_deleted_in_one_request_each() {
    var ids = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      ids.add("'" + id + i + "'");
    }

    var created = bulk(ids.stream().map(d -> "{'id':" + d + ",'importMode':'create'}").toList());
    var listed = rest.get("/devices?top=1000&api-version=2021-04-12").array();
    var asNodeAsks = rest.get("/devices/?api-version=2021-04-12").array();
    var deleted = bulk(ids.stream().map(d -> "{'id':" + d + ",'importMode':'delete'}").toList());

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.json()).isEqualTo(json("{'isSuccessful':true,'errors':[],'warnings':[]}"));
    assertThat(listed.stream().map(d -> ((JsonObject) d).getString("deviceId")))
        .contains(id + 0, id + 99);
    assertThat(asNodeAsks).isEqualTo(listed);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(rest.get("/devices/" + id + 0).status()).isEqualTo(404);
  }

  @Test
  void X09_content_given_at_creation_is_version_1() {
    bulk(
        List.of(
            "{'id':'"
                + id
                + "','importMode':'create','status':'disabled','tags':{'site':'north'},"
                + "'properties':{'desired':{'channel':'beta'}}}"));

    var twin = rest.get("/twins/" + id).json();

    assertThat(twin.getString("status")).isEqualTo("disabled");
    assertThat(twin.getJsonObject("tags")).isEqualTo(json("{'site':'north'}"));
    var desired = twin.getJsonObject("properties").getJsonObject("desired");
    assertThat(desired.getString("channel")).isEqualTo("beta");
    assertThat(desired.getInteger("$version")).isEqualTo(1);
    assertThat(desired.getJsonObject("$metadata").getInteger("$lastUpdatedVersion")).isEqualTo(1);
  }

  @Test
  void X09_each_mode_does_what_it_says() {
    one("create", "");
    var etag = rest.get("/devices/" + id).json().getString("etag");

    assertThat(one("create", "").status()).isEqualTo(400);
    assertThat(one("update", ",'status':'disabled'").status()).isEqualTo(200);
    assertThat(status()).isEqualTo("disabled");
    assertThat(one("updateIfMatchETag", ",'eTag':'" + etag + "'").status()).isEqualTo(400);
    var newer = rest.get("/devices/" + id).json().getString("etag");
    assertThat(one("updateIfMatchETag", ",'eTag':'" + newer + "'").status()).isEqualTo(200);
    assertThat(status()).isEqualTo("enabled");
    assertThat(one("createOrUpdate", ",'status':'disabled'").status()).isEqualTo(200);
    assertThat(status()).isEqualTo("disabled");
    assertThat(one("updateTwin", ",'tags':{'t':1}").status()).isEqualTo(200);
    assertThat(rest.get("/twins/" + id).json().getJsonObject("tags")).isEqualTo(json("{'t':1}"));
    assertThat(one("deleteIfMatchETag", ",'eTag':'" + etag + "'").status()).isEqualTo(400);
    assertThat(one("deleteIfMatchETag", "").status()).isEqualTo(400);
    assertThat(one("delete", "").status()).isEqualTo(200);
    assertThat(one("update", "").status()).isEqualTo(400);
    assertThat(one("createOrUpdate", "").status()).isEqualTo(200);
  }

  @Test
  void X09_what_fails_in_part_tells_which_and_does_the_rest() {
    hub.device(id + "old");

    var reply =
        bulk(
            List.of(
                "{'id':'" + id + "old','importMode':'create'}",
                "{'id':'" + id + "new','importMode':'create'}",
                "{'id':'" + id + "none','importMode':'delete'}",
                "{'id':'not an id','importMode':'create'}"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getBoolean("isSuccessful")).isFalse();
    assertThat(reply.json().getJsonArray("errors").stream().map(BulkIT::shown))
        .containsExactly(
            id + "old DeviceAlreadyExists",
            id + "none DeviceNotFound",
            "not an id ArgumentInvalid");
    assertThat(rest.get("/devices/" + id + "new").status()).isEqualTo(200);
  }

  @Test
  void X09_a_request_that_is_not_valid_changes_nothing() {
    var twice = List.of("{'id':'" + id + "'}", "{'id':'" + id + "','importMode':'update'}");
    var many = new ArrayList<String>();
    for (int i = 0; i < 101; i++) {
      many.add("{'id':'" + id + i + "'}");
    }

    assertThat(bulk(twice).header("iothub-errorcode")).contains("DeviceDefinedMultipleTimes");
    assertThat(bulk(many).status()).isEqualTo(400);
    assertThat(bulk(List.of()).status()).isEqualTo(400);
    assertThat(bulk(List.of("{'importMode':'create'}")).status()).isEqualTo(400);
    assertThat(bulk(List.of("7")).status()).isEqualTo(400);
    assertThat(bulk(List.of("{'id':'" + id + "','importMode':'x'}")).status()).isEqualTo(400);
    assertThat(rest.sendText("POST", "/devices", "{}").status()).isEqualTo(400);
    assertThat(rest.get("/devices/" + id).status()).isEqualTo(404);
    assertThat(rest.get("/devices/" + id + "1").status()).isEqualTo(404);
    assertThat(rest.get("/devices?top=x&api-version=2021-04-12").status()).isEqualTo(400);
  }

  @Test
  void X09_an_id_with_a_slash_is_refused_for_it_would_name_a_module() {
    hub.device(id);
    TestHub.await(hub.hub.createModule(id, "m"));

    for (var mode : List.of("create", "update", "delete", "createOrUpdate", "updateTwin")) {
      var entry = "{'id':'" + id + "/m','importMode':'" + mode + "','tags':{'t':1}}";
      var refused = bulk(List.of("{'id':'" + id + "first'}", entry));

      assertThat(refused.status()).as(mode).isEqualTo(400);
      assertThat(refused.header("iothub-errorcode")).contains("ArgumentInvalid");
      assertThat(refused.json().getString("Message")).contains("cannot hold a slash");
    }
    var module = "{'id':'" + id + "','moduleId':'m/n','importMode':'create'}";
    assertThat(bulk(List.of(module)).status()).isEqualTo(400);
    assertThat(rest.get("/devices/" + id + "first").status()).isEqualTo(404);
    assertThat(rest.get("/devices/" + id + "/modules").array()).hasSize(1);
    assertThat(rest.get("/twins/" + id + "/modules/m").json().containsKey("tags")).isFalse();
  }

  @Test
  void X09_modules_are_registered_as_well() {
    hub.device(id);

    assertThat(bulk(List.of("{'id':'" + id + "','moduleId':'m','importMode':'create'}")).status())
        .isEqualTo(200);

    assertThat(rest.get("/devices/" + id + "/modules/m").status()).isEqualTo(200);
  }

  private Rest.Reply one(String mode, String members) {
    return bulk(List.of("{'id':'" + id + "','importMode':'" + mode + "'" + members + "}"));
  }

  private String status() {
    return rest.get("/devices/" + id).json().getString("status");
  }

  private static Rest.Reply bulk(List<String> entries) {
    var body = new JsonArray("[" + String.join(",", entries).replace('\'', '"') + "]");
    return rest.sendText("POST", "/devices", body.encode());
  }

  private static String shown(Object error) {
    var json = (JsonObject) error;
    return json.getString("deviceId") + " " + json.getString("errorCode");
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
