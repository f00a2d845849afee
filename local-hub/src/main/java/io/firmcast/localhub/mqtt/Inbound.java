// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.message.PropertyBag;
import io.firmcast.localhub.wire.Percent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device publishes, told by the topic; the topic of anything else is {@link Unsupported},
 * for which the connection is closed.
 */
sealed interface Inbound {

  /**
   * No client's is longer than 36 characters. The topic of an answer is longer than that of its
   * request, and beyond 65,535 bytes what is written is malformed.
   */
  int MAX_RID = 1024;

  /** The device asks for its twin. */
  record TwinGet(String rid) implements Inbound {}

  /**
   * The device patches its reported properties; the version is the one it builds on, as it stands
   * in the topic, null for any.
   */
  record ReportedPatch(String rid, @Nullable String version) implements Inbound {}

  /** The device answers a method. */
  record MethodReplied(int status, String rid) implements Inbound {}

  /** The device sends a message to the cloud. */
  record Telemetry(PropertyBag properties) implements Inbound {}

  record Unsupported() implements Inbound {}

  static Inbound of(String topic, String deviceId) {
    if (!isClean(topic)) {
      return new Unsupported();
    }
    if (topic.startsWith("$iothub/")) {
      return ofHub(List.of(topic.split("/", -1)));
    }
    var prefix = IdentityKey.path(deviceId) + "/messages/events";
    if (!topic.startsWith(prefix)) {
      return new Unsupported();
    }
    var bag = topic.substring(prefix.length());
    return bag.isEmpty() || bag.charAt(0) == '/'
        ? new Telemetry(bag.length() <= 1 ? PropertyBag.EMPTY : PropertyBag.parse(bag.substring(1)))
        : new Unsupported();
  }

  /**
   * Control characters and wildcards are forbidden by MQTT, and what was no UTF-8 has come out of
   * the decoder as a replacement character; a rid with either would go back to a client in a topic.
   */
  private static boolean isClean(String topic) {
    for (int i = 0; i < topic.length(); i++) {
      var c = topic.charAt(i);
      if (c == '+'
          || c == '#'
          || c == '\uFFFD'
          || Character.isISOControl(c)
          || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static Inbound ofHub(List<String> segments) {
    // Section 2.2, inferred: a request without a rid cannot be answered, so the connection is
    // closed.
    var query = query(segments.get(segments.size() - 1));
    var rid = query.get("$rid");
    if (rid == null || rid.isEmpty() || rid.length() > MAX_RID) {
      return new Unsupported();
    }
    var path = String.join("/", segments.subList(1, segments.size() - 1));
    if (path.equals("twin/GET")) {
      return new TwinGet(rid);
    }
    if (path.equals("twin/PATCH/properties/reported")) {
      return new ReportedPatch(rid, query.get("$version"));
    }
    return path.matches("methods/res/-?\\d{1,9}")
        ? new MethodReplied(Integer.parseInt(segments.get(3)), rid)
        : new Unsupported();
  }

  private static Map<String, String> query(String segment) {
    var query = new HashMap<String, String>();
    if (segment.startsWith("?")) {
      for (var pair : segment.substring(1).split("&", -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0) {
          // The rid goes back as it came; decoding it would change what the client compares.
          var name = Percent.decode(pair.substring(0, equals));
          query.putIfAbsent(name, pair.substring(equals + 1));
        }
      }
    }
    return query;
  }
}
