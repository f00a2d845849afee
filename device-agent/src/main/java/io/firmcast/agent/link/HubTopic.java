// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message from the hub is, by its topic (iot-hub-protocol.md section 2.1). */
sealed interface HubTopic {

  /** The hub answers the request with that id. */
  record TwinAnswer(int status, String requestId) implements HubTopic {}

  /** A direct method, to be replied to with that id. */
  record MethodCall(String name, String requestId) implements HubTopic {}

  /** Desired properties have changed. */
  record DesiredChange() implements HubTopic {}

  /** None that a device of ours has asked for. */
  record Unknown() implements HubTopic {}

  String TWIN_ANSWERS = "$iothub/twin/res/#";
  String DESIRED_CHANGES = "$iothub/twin/PATCH/properties/desired/#";
  String METHOD_CALLS = "$iothub/methods/POST/#";

  Pattern TWIN_ANSWER = Pattern.compile("\\$iothub/twin/res/(\\d{3})/\\?(.*)");
  Pattern METHOD_CALL = Pattern.compile("\\$iothub/methods/POST/([^/]+)/\\?(.*)");
  String DESIRED_CHANGE = "$iothub/twin/PATCH/properties/desired/";

  static String twinRequest(String requestId) {
    return "$iothub/twin/GET/?$rid=" + requestId;
  }

  static String reportRequest(String requestId) {
    return "$iothub/twin/PATCH/properties/reported/?$rid=" + requestId;
  }

  static String methodReply(int status, String requestId) {
    return "$iothub/methods/res/" + status + "/?$rid=" + requestId;
  }

  /** Reads one; what is not understood is {@link Unknown}, never an error. */
  static HubTopic parse(String topic) {
    var answer = TWIN_ANSWER.matcher(topic);
    if (answer.matches()) {
      var id = requestId(answer.group(2));
      return id == null ? new Unknown() : new TwinAnswer(Integer.parseInt(answer.group(1)), id);
    }
    var call = METHOD_CALL.matcher(topic);
    if (call.matches()) {
      var id = requestId(call.group(2));
      return id == null ? new Unknown() : new MethodCall(call.group(1), id);
    }
    return topic.startsWith(DESIRED_CHANGE) ? new DesiredChange() : new Unknown();
  }

  /** The hub's ids go back as they came: they are not decoded. */
  private static @Nullable String requestId(String query) {
    for (var part : query.split("&", -1)) {
      if (part.startsWith("$rid=") && part.length() > 5) {
        return part.substring(5);
      }
    }
    return null;
  }
}
