// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every link does, against the local hub; a device of its own for each test. */
abstract class LinkContract extends LinkOnHub {

  LinkContract(LinkKind kind, String host) {
    super(kind, host);
  }

  @Test
  void a_report_is_acknowledged_and_stands_in_the_twin() throws Exception {
    var device = connected("reporter");

    device.report(new JsonObject().put("firmwareStatus", "standBy"));

    assertThat(hub.reported("reporter").getString("firmwareStatus")).isEqualTo("standBy");
    assertThat(hub.twin("reporter").getString("connectionState")).isEqualTo("Connected");
  }

  @Test
  void a_null_in_a_report_deletes_and_the_rest_is_merged() throws Exception {
    var device = connected("merger");
    device.report(
        new JsonObject()
            .put("flat", 1)
            .put("kept", true)
            .put("firmware", new JsonObject().put("error", "x").put("version", "1.0.0")));

    device.report(
        new JsonObject().putNull("flat").put("firmware", new JsonObject().putNull("error")));

    var reported = hub.reported("merger");
    assertThat(reported.containsKey("flat")).isFalse();
    assertThat(reported.getBoolean("kept")).isTrue();
    assertThat(reported.getJsonObject("firmware"))
        .isEqualTo(new JsonObject().put("version", "1.0.0"));
  }

  @Test
  void a_report_with_lists_and_nested_objects_arrives_as_it_is() throws Exception {
    var device = connected("nester");
    var firmware =
        new JsonObject()
            .put("attempt", 1)
            .put("history", new JsonArray().add(new JsonObject().put("status", "standBy")));

    device.report(new JsonObject().put("firmware", firmware));

    assertThat(hub.reported("nester").getJsonObject("firmware")).isEqualTo(firmware);
  }

  @Test
  void the_twin_is_read_with_both_sections_and_whole_numbers() throws Exception {
    var device = connected("reader");
    device.report(new JsonObject().put("firmware", new JsonObject().put("attempt", 3)));
    hub.desire("reader", new JsonObject().put("firmware", new JsonObject().put("epoch", 7)));

    var twin = device.twin();

    assertThat(twin.reported().getJsonObject("firmware").getValue("attempt")).isEqualTo(3);
    assertThat(twin.desired().getJsonObject("firmware").getValue("epoch")).isEqualTo(7);
    assertThat(twin.desired().getInteger("$version")).isEqualTo(2);
  }

  @Test
  void a_method_is_delivered_and_its_reply_goes_back() throws Exception {
    var device = connected("callee");
    device.reply = new MethodReply(409, new JsonObject().put("Response", "busy"));

    var answer =
        hub.invoke("callee", "firmwareUpdate", new JsonObject().put("fwPackageUri", "test.com"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("status", 409)
                .put("payload", new JsonObject().put("Response", "busy")));
    assertThat(device.calls())
        .containsExactly(
            new LinkUser.Call("firmwareUpdate", new JsonObject().put("fwPackageUri", "test.com")));
  }

  @Test
  void a_payload_may_be_any_json_or_null() throws Exception {
    var device = connected("anything");

    hub.invoke("anything", "m", "text");
    hub.invoke("anything", "m", new JsonArray().add(1));
    hub.invoke("anything", "m", null);

    assertThat(device.calls())
        .extracting(LinkUser.Call::payload)
        .containsExactly("text", new JsonArray().add(1), null);
  }

  @Test
  void a_change_of_the_desired_properties_is_noticed() throws Exception {
    var device = connected("wanted");

    hub.desire("wanted", new JsonObject().put("firmware", new JsonObject().put("version", "2")));

    await().atMost(PATIENCE).until(() -> device.desired().size() == 1);
    assertThat(device.desired().get(0))
        .isEqualTo(
            new JsonObject()
                .put("firmware", new JsonObject().put("version", "2"))
                .put("$version", 2));
  }

  @Test
  void a_report_that_breaks_the_rules_is_refused_for_good() throws Exception {
    var device = connected("breaker");

    assertThatThrownBy(() -> device.report(new JsonObject().put("a b", 1)))
        .isInstanceOfSatisfying(
            LinkException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.BAD_REQUEST));
    device.report(new JsonObject().put("ab", 1));
  }

  @Test
  void a_wrong_key_is_refused_in_a_sentence_without_the_key() throws Exception {
    var right = hub.create("stranger");
    var wrong = new ConnectionString(right.hostName(), null, "stranger", "d3JvbmcgYXMgY2FuIGJl");

    var device = open(wrong, hub.trust());

    await().atMost(PATIENCE).until(() -> device.lastState() instanceof LinkState.Refused);
    assertThat(device.lastState())
        .isEqualTo(new LinkState.Refused(host + " does not accept the credentials of stranger"));
  }

  @Test
  void a_key_that_was_replaced_gives_way_to_the_spare_one() throws Exception {
    var right = hub.create("rotated");
    var old = new ConnectionString(right.hostName(), null, "rotated", "d3JvbmcgYXMgY2FuIGJl");
    var spare = new SpareKey(right.sharedAccessKey());

    var device = connected(old, LinkOptions.DIRECT.withSpareKey(spare));

    assertThat(device.states()).containsExactly(new LinkState.Connected());
    device.report(new JsonObject().put("colour", "red"));
  }

  @Test
  void a_hub_that_nobody_vouches_for_is_not_spoken_to() throws Exception {
    var device = open(hub.create("careful"), Trust.of(null));

    await().atMost(PATIENCE).until(() -> !device.states().isEmpty());

    assertThat(device.lastState())
        .isInstanceOfSatisfying(
            LinkState.Connecting.class, state -> assertThat(state.reason()).contains(host));
    assertThat(device.states()).noneMatch(LinkState.Connected.class::isInstance);
  }

  @Test
  void a_closed_link_stays_away() throws Exception {
    var device = connected("leaver");

    vertx.undeploy(device.deploymentID()).await(10, TimeUnit.SECONDS);

    await()
        .atMost(PATIENCE)
        .until(() -> hub.twin("leaver").getString("connectionState").equals("Disconnected"));
    assertThat(hub.invoke("leaver", "m", null).statusCode()).isEqualTo(404);
    assertThat(device.isConnected()).isTrue();
  }

  @Test
  void a_hub_that_was_away_has_its_device_back_with_all_subscriptions() throws Exception {
    var device = connected("returner");
    device.report(new JsonObject().put("before", 1));

    hub.stop();
    await().atMost(PATIENCE).until(() -> !device.isConnected());
    assertThatThrownBy(() -> device.report(new JsonObject().put("lost", 1)))
        .isInstanceOfSatisfying(
            LinkException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_CONNECTED));
    hub.start();

    await().atMost(PATIENCE).until(device::isConnected);
    assertThat(device.twin().reported().getInteger("before")).isEqualTo(1);
    assertThat(hub.invoke("returner", "m", null).statusCode()).isEqualTo(200);
    hub.desire("returner", new JsonObject().put("colour", "blue"));
    await().atMost(PATIENCE).until(() -> device.desired().size() == 1);
    device.report(new JsonObject().put("after", 1));
    assertThat(hub.reported("returner").containsKey("lost")).isFalse();
  }

  /**
   * The link asks for tokens of an hour; its clock goes almost an hour behind to have a short one.
   */
  @Test
  void a_device_whose_token_expires_is_back_with_a_new_one() throws Exception {
    clock.offset = Duration.ofHours(-1).plusSeconds(3);
    var device = connected("expirer");

    clock.offset = Duration.ZERO;

    await().atMost(PATIENCE).until(() -> device.states().size() == 3);
    assertThat(device.states().get(1)).isInstanceOf(LinkState.Connecting.class);
    assertThat(device.isConnected()).isTrue();
    assertThat(hub.invoke("expirer", "m", null).statusCode()).isEqualTo(200);
  }
}
