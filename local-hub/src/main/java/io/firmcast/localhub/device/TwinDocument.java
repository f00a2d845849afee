// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.twin.Section;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The twin of a device or module as the service side reads and queries it: identity, presence, tags
 * and properties in one document.
 */
public record TwinDocument(Device device) {

  /** A member of the document's root. */
  private record Member(String name, Function<Device, @Nullable Object> read) {}

  /** The members beside tags and properties, in the order in which they are shown. */
  private static final List<Member> MEMBERS =
      List.of(
          new Member("deviceId", device -> device.identity().deviceId()),
          new Member("moduleId", device -> device.identity().moduleId()),
          new Member("etag", device -> device.twin().etag()),
          new Member("deviceEtag", device -> device.identity().etag()),
          new Member("status", Device::status),
          new Member("statusReason", device -> device.identity().statusReason()),
          new Member("statusUpdateTime", d -> HubTime.format(d.identity().statusUpdated())),
          new Member("connectionState", Device::connectionState),
          new Member("lastActivityTime", d -> HubTime.format(d.presence().lastActivity())),
          new Member("cloudToDeviceMessageCount", device -> device.presence().waiting()),
          new Member("authenticationType", device -> device.identity().credentials().type()),
          new Member("x509Thumbprint", d -> d.identity().credentials().thumbprints().toJson()),
          // Section 10, uncertain: "" or absent without a model depends on the api-version.
          new Member("modelId", device -> device.presence().modelId()),
          new Member("version", device -> device.twin().version()),
          new Member("capabilities", TwinDocument::capabilities));

  /** A module has none. */
  private static @Nullable JsonObject capabilities(Device device) {
    return device.identity().moduleId() == null
        ? new JsonObject().put("iotEdge", device.identity().edge())
        : null;
  }

  /** The whole document. */
  public JsonObject json() {
    var json = new JsonObject();
    for (var member : MEMBERS) {
      var value = member.read().apply(device);
      if (value != null) {
        json.put(member.name(), value);
      }
    }
    var tags = device.twin().tagValues();
    if (!tags.isEmpty()) {
      json.put("tags", tags);
    }
    return json.put("properties", properties());
  }

  /** The value at a path, found without writing the document out; null where there is nothing. */
  public @Nullable Object at(List<String> path) {
    var rest = path.subList(1, path.size());
    return switch (path.get(0).toLowerCase(Locale.ROOT)) {
      case "tags" -> device.twin().tag(rest);
      case "properties" -> property(rest);
      default -> within(root(path.get(0)), rest);
    };
  }

  private JsonObject properties() {
    return new JsonObject()
        .put("desired", device.twin().desired().forService())
        .put("reported", device.twin().reported().forService());
  }

  private @Nullable Object property(List<String> path) {
    if (path.isEmpty()) {
      return properties();
    }
    var rest = path.subList(1, path.size());
    return switch (path.get(0).toLowerCase(Locale.ROOT)) {
      case "desired" -> section(device.twin().desired(), rest);
      case "reported" -> section(device.twin().reported(), rest);
      default -> null;
    };
  }

  private static @Nullable Object section(Section section, List<String> path) {
    return path.isEmpty() ? section.forService() : section.at(path);
  }

  /** Root names are taken in any case, for the samples vary. */
  private @Nullable Object root(String name) {
    for (var member : MEMBERS) {
      if (member.name().equalsIgnoreCase(name)) {
        return member.read().apply(device);
      }
    }
    return null;
  }

  private static @Nullable Object within(@Nullable Object value, List<String> path) {
    var here = value;
    for (var name : path) {
      here = here instanceof JsonObject object ? object.getValue(name) : null;
    }
    return here;
  }
}
