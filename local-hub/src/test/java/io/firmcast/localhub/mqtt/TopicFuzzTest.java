// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.firmcast.localhub.message.PropertyBag;
import io.firmcast.localhub.method.MethodCall;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Topics and property bags in both directions. What comes from a device may be anything; what goes
 * to one must be what the Java client can read, for it never recovers from anything else.
 */
class TopicFuzzTest {

  private static final int LONGEST_TOPIC = 65_535;

  @FuzzTest
  void X13_topics_of_devices_are_answered_by_topics_that_java_reads(byte[] input) {
    var inbound = Inbound.of(new String(input, UTF_8), "dev1");

    if (inbound instanceof Inbound.TwinGet get) {
      readAnswer(Outbound.twinAnswer(200, get.rid()), get.rid());
      readAnswer(Outbound.twinAnswer(429, get.rid()), get.rid());
    } else if (inbound instanceof Inbound.ReportedPatch patch) {
      var topic = Outbound.reportedAnswer(patch.rid(), Integer.MAX_VALUE);
      readAnswer(topic.substring(0, topic.lastIndexOf('&')), patch.rid());
      assertThat(topic).endsWith("&$version=2147483647");
    } else if (inbound instanceof Inbound.Telemetry telemetry) {
      assertThat(PropertyBag.parse(telemetry.properties().encode()).system().keySet())
          .isSubsetOf(telemetry.properties().system().keySet());
    }
  }

  @FuzzTest
  void X05_X13_bags_to_devices_are_ones_that_java_reads(byte[] input) {
    var bag = PropertyBag.parse(new String(input, UTF_8));
    CloudMessageRequest request;
    try {
      request = new CloudMessageRequest(bag, Buffer.buffer(), Duration.ofHours(1));
    } catch (HubFailure refused) {
      return;
    }

    var read = readAsJava(publishable(Outbound.message("dev1", request.properties())));

    assertThat(read.remove("$.to")).isNotNull();
    bag.entries()
        .forEach(
            (name, value) -> {
              if (value != null && !value.isEmpty() && !name.equals("$.to")) {
                assertThat(read).containsEntry(name, value);
              }
            });
  }

  @FuzzTest
  void X13_calls_of_methods_are_ones_that_java_reads(byte[] input) {
    MethodCall call;
    try {
      call = MethodCall.of(new JsonObject().put("methodName", new String(input, UTF_8)));
    } catch (HubFailure refused) {
      return;
    }

    var segments = publishable(Outbound.method(call.name(), "1f")).split("/", -1);

    assertThat(segments).hasSize(5);
    assertThat(segments[3]).isEqualTo(call.name());
    assertThat(segments[4]).isEqualTo("?$rid=1f");
  }

  /** As the Java client's TopicParser does: the status has three digits, the rid is the rest. */
  private static void readAnswer(String topic, String rid) {
    var segments = publishable(topic).split("/", 5);
    assertThat(segments[3]).matches("\\d{3}");
    assertThat(segments[4]).isEqualTo("?$rid=" + rid);
  }

  /** As the Java client's Mqtt class does, which throws where this does. */
  private static Map<String, String> readAsJava(String topic) {
    var read = new HashMap<String, String>();
    for (var pair : topic.substring(topic.indexOf("%24")).split("&", -1)) {
      var parts = pair.split("=", -1);
      assertThat(parts).as(pair).hasSize(2).doesNotContain("");
      read.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
    }
    return read;
  }

  private static String publishable(String topic) {
    assertThat(topic.getBytes(UTF_8).length).isLessThanOrEqualTo(LONGEST_TOPIC);
    assertThat(new String(topic.getBytes(UTF_8), UTF_8)).isEqualTo(topic);
    assertThat(topic.chars()).noneMatch(c -> c == '#' || c == '+' || Character.isISOControl(c));
    return topic;
  }
}
