// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.DeviceFact.TwinChanged;
import io.firmcast.localhub.device.TwinDocument;
import io.firmcast.localhub.twin.SectionChange;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of events. What they are made of is taken when the event happens and is small; the
 * JSON is made when somebody reads it.
 */
final class EventBodies {

  private static final List<String> WHOLE =
      List.of("deviceId", "moduleId", "etag", "version", "tags", "properties");
  // The real hub's numbers begin with a time in this form, too.
  private static final long FILE_TIME_OF_1970 = 116_444_736_000_000_000L;

  private final long begun;

  EventBodies(Instant begun) {
    this.begun = FILE_TIME_OF_1970 + begun.getEpochSecond() * 10_000_000 + begun.getNano() / 100;
  }

  /** The sections that changed, with the metadata of what was touched. */
  static Supplier<@Nullable Object> update(TwinChanged change) {
    var twin = change.device().twin();
    var version = twin.version();
    var patch = change.patch();
    var desired = patch.desired() == null ? null : twin.desired().change(patch.desired());
    var reported = patch.reported() == null ? null : twin.reported().change(patch.reported());
    var tags = patch.tags();
    return () -> update(version, tags, desired, reported);
  }

  /** The whole twin, without what belongs to the identity. */
  static Supplier<@Nullable Object> whole(Device device) {
    return () -> {
      var body = new TwinDocument(device).json();
      body.fieldNames().retainAll(WHOLE);
      return body;
    };
  }

  /** A number of 256 bits that grows with each event of this hub, restarts included. */
  Supplier<@Nullable Object> connection(long sequence) {
    return () -> new JsonObject().put("sequenceNumber", "%032X%032X".formatted(begun, sequence));
  }

  private static JsonObject update(
      int version,
      @Nullable JsonObject tags,
      @Nullable SectionChange desired,
      @Nullable SectionChange reported) {
    var body = new JsonObject().put("version", version);
    if (tags != null) {
      body.put("tags", tags.copy());
    }
    var properties = new JsonObject();
    if (desired != null) {
      properties.put("desired", desired.json());
    }
    if (reported != null) {
      properties.put("reported", reported.json());
    }
    return properties.isEmpty() ? body : body.put("properties", properties);
  }
}
