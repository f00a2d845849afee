// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceMessagesTest {

  private final Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final DeviceMessages messages = new DeviceMessages(Clock.fixed(now, ZoneOffset.UTC));

  @Test
  void the_newest_are_kept_in_order_with_numbers_that_grow() {
    for (int i = 1; i <= 1003; i++) {
      receive("dev1", "a=" + i, "x");
    }

    assertThat(messages.after(0)).hasSize(1000);
    assertThat(messages.after(1001))
        .extracting(DeviceMessage::sequence)
        .containsExactly(1002L, 1003L);
    assertThat(messages.after(1002).get(0).properties().get("a")).isEqualTo("1003");
  }

  @Test
  void large_bodies_make_room_sooner() {
    for (int i = 0; i < 64; i++) {
      receive("dev1", "", "x".repeat(256 * 1024));
    }

    assertThat(messages.after(0)).hasSize(32);
  }

  @Test
  void an_observer_is_told_of_each_until_it_ends() {
    var seen = new ArrayList<DeviceMessage>();
    var end = messages.observe(seen::add);
    receive("dev1", "", "1");
    receive("dev2", "", "2");
    end.run();
    receive("dev3", "", "3");

    assertThat(seen).extracting(DeviceMessage::deviceId).containsExactly("dev1", "dev2");
  }

  @Test
  void the_storage_form_names_the_sender_as_the_hub_saw_it() {
    receive("dev1/mod1", "$.mid=m&$.cdid=someone&$.ct=application%2Fjson&a=b&c", "{\"t\":1}");

    var json = messages.after(0).get(0).toJson();

    assertThat(json.getJsonObject("SystemProperties").getMap())
        .containsEntry("connectionDeviceId", "dev1")
        .containsEntry("connectionModuleId", "mod1")
        .containsEntry("messageId", "m")
        .containsEntry("enqueuedTime", "2026-11-20T12:00:00.0000000Z");
    assertThat(json.getJsonObject("Properties").getMap())
        .containsEntry("a", "b")
        .containsEntry("c", null);
    assertThat(json.getJsonObject("Body").getInteger("t")).isEqualTo(1);
  }

  @Test
  void a_body_that_is_not_the_json_it_claims_to_be_is_shown_in_base64() {
    receive("dev1", "$.ct=application%2Fjson", "{");
    receive("dev1", "", "{}");

    assertThat(List.copyOf(messages.after(0)))
        .extracting(message -> message.toJson().getString("Body"))
        .containsExactly("ew==", "e30=");
  }

  private void receive(String deviceId, String bag, String body) {
    messages.receive(deviceId, PropertyBag.parse(bag), Buffer.buffer(body));
  }
}
