// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.message.PropertyBag;
import io.firmcast.localhub.mqtt.Inbound.MethodReplied;
import io.firmcast.localhub.mqtt.Inbound.ReportedPatch;
import io.firmcast.localhub.mqtt.Inbound.Telemetry;
import io.firmcast.localhub.mqtt.Inbound.TwinGet;
import io.firmcast.localhub.mqtt.Inbound.Unsupported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundTest {

  @Test
  void requests_are_told_by_their_topic_with_the_rid_as_it_came() {
    assertThat(of("$iothub/twin/GET/?$rid=a%20b")).isEqualTo(new TwinGet("a%20b"));
    assertThat(of("$iothub/twin/GET/?%24rid=1")).isEqualTo(new TwinGet("1"));
    assertThat(of("$iothub/twin/PATCH/properties/reported/?$rid=1"))
        .isEqualTo(new ReportedPatch("1", null));
    assertThat(of("$iothub/twin/PATCH/properties/reported/?$version=7&$rid=1"))
        .isEqualTo(new ReportedPatch("1", "7"));
    assertThat(of("$iothub/methods/res/-12/?$rid=f")).isEqualTo(new MethodReplied(-12, "f"));
  }

  @Test
  void telemetry_is_a_devices_own_only() {
    assertThat(of("devices/dev1/messages/events/")).isEqualTo(new Telemetry(PropertyBag.EMPTY));
    assertThat(of("devices/dev1/messages/events/a=b&$.mid=1"))
        .isEqualTo(new Telemetry(PropertyBag.EMPTY.with("a", "b").with("$.mid", "1")));
    assertThat(of("devices/dev1/messages/events")).isEqualTo(new Telemetry(PropertyBag.EMPTY));
    assertThat(Inbound.of("devices/dev1/modules/m/messages/events/", "dev1/m"))
        .isEqualTo(new Telemetry(PropertyBag.EMPTY));
    assertThat(of("devices/dev10/messages/events/")).isEqualTo(new Unsupported());
  }

  @Test
  void X08_telemetry_of_a_module_is_told_from_its_devices() {
    assertThat(Inbound.of("devices/d/modules/m/messages/events/a=b", "d/m"))
        .isInstanceOf(Telemetry.class);
    assertThat(Inbound.of("devices/d/modules/m/messages/events/", "d"))
        .isEqualTo(new Unsupported());
    assertThat(Inbound.of("devices/d/messages/events/", "d/m")).isEqualTo(new Unsupported());
    assertThat(Inbound.of("devices/d/modules/n/messages/events/", "d/m"))
        .isEqualTo(new Unsupported());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$iothub/",
        "$iothub/twin/GET",
        "$iothub/twin/GET/",
        "$iothub/twin/GET/?$rid=",
        "$iothub/twin/GET/?rid=1",
        "$iothub/twin/GET/x/?$rid=1",
        "$iothub/twin/PATCH/properties/desired/?$rid=1",
        "$iothub/methods/res/ok/?$rid=1",
        "$iothub/methods/res/99999999999/?$rid=1",
        "$iothub/methods/POST/x/?$rid=1",
        "devices/dev1/messages/devicebound/",
        "devices/dev1/messages/eventsx/",
        "devices//messages/events/",
        "devices/dev1/messages/events/a\u0000b",
        "devices/dev1/messages/events/\uFFFD",
        "$iothub/twin/GET/?$rid=a\nb"
      })
  void S10_everything_else_is_unsupported(String topic) {
    assertThat(of(topic)).isEqualTo(new Unsupported());
  }

  @Test
  void X13_a_rid_that_would_outgrow_the_topic_of_its_answer_is_unsupported() {
    assertThat(of("$iothub/twin/GET/?$rid=" + "x".repeat(1024))).isInstanceOf(TwinGet.class);
    assertThat(of("$iothub/twin/GET/?$rid=" + "x".repeat(1025))).isEqualTo(new Unsupported());
  }

  @Test
  void X13_topics_made_by_the_hub_keep_what_the_java_client_parses() {
    assertThat(Outbound.twinAnswer(7, "r")).isEqualTo("$iothub/twin/res/007/?$rid=r");
    assertThat(Outbound.reportedAnswer("r", 5))
        .isEqualTo("$iothub/twin/res/204/?$rid=r&$version=5");
    assertThat(Outbound.desired(9)).isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=9");
    assertThat(Outbound.method("go", "1f")).isEqualTo("$iothub/methods/POST/go/?$rid=1f");
  }

  @Test
  void filters_are_known_by_their_exact_text_and_for_the_own_device() {
    assertThat(Subscription.of("$iothub/methods/POST/#", "dev1")).contains(Subscription.METHODS);
    assertThat(Subscription.of("devices/dev1/messages/devicebound/#", "dev1"))
        .contains(Subscription.MESSAGES);
    assertThat(Subscription.of("devices/dev2/messages/devicebound/#", "dev1")).isEmpty();
    assertThat(Subscription.of("#", "dev1")).isEmpty();
    assertThat(Subscription.of("$iothub/#", "dev1")).isEmpty();
  }

  private static Inbound of(String topic) {
    return Inbound.of(topic, "dev1");
  }
}
