// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.twin.Node.Branch;
import io.firmcast.localhub.twin.Node.Leaf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The desired or the reported properties: a tree with its stamps and a version that grows by one
 * with each change.
 */
public record Section(Branch root, int version) {

  public static final String METADATA = "$metadata";
  public static final String VERSION = "$version";
  static final String LAST_UPDATED = "$lastUpdated";
  static final String LAST_UPDATED_VERSION = "$lastUpdatedVersion";

  static Section fresh(Instant now) {
    return new Section(Branch.empty(new Stamp(now, 0)), 1);
  }

  /** The values and {@code $version}, as a device sees them. */
  public JsonObject forDevice() {
    return root.value().put(VERSION, version);
  }

  /** A merge patch as the device is told of it: deletions kept, with the version it led to. */
  public JsonObject notice(JsonObject patch) {
    var notice = patch.copy();
    notice.remove(METADATA);
    return notice.put(VERSION, version);
  }

  /** A merge patch as it led to this version. */
  public SectionChange change(JsonObject patch) {
    return new SectionChange(patch, root.stamp(), version);
  }

  /** The values, {@code $metadata} and {@code $version}, as the service sees them. */
  public JsonObject forService() {
    return root.value().put(METADATA, root.metadata()).put(VERSION, version);
  }

  /**
   * The value at a path, or its metadata if the path begins with {@code $metadata}; null where
   * there is nothing.
   */
  public @Nullable Object at(List<String> path) {
    if (path.equals(List.of(VERSION))) {
      return version;
    }
    if (path.isEmpty() || !path.get(0).equals(METADATA)) {
      return TwinPath.value(root, path);
    }
    return TwinPath.metadata(root, path.subList(1, path.size()));
  }

  /** The inverse of {@link #forService()}. */
  static Section fromJson(JsonObject json) {
    var metadata = json.getJsonObject(METADATA);
    return new Section(branch(values(json), metadata), json.getInteger(VERSION));
  }

  static JsonObject values(JsonObject json) {
    var values = json.copy();
    values.remove(METADATA);
    values.remove(VERSION);
    return values;
  }

  private static Branch branch(JsonObject values, JsonObject metadata) {
    var children = new LinkedHashMap<String, Node>();
    for (var name : values.fieldNames()) {
      children.put(name, node(values.getValue(name), metadata.getJsonObject(name)));
    }
    return new Branch(children, stamp(metadata));
  }

  private static Node node(Object value, JsonObject metadata) {
    return value instanceof JsonObject object
        ? branch(object, metadata)
        : new Leaf(value instanceof JsonArray array ? array.copy() : value, stamp(metadata));
  }

  private static Stamp stamp(JsonObject metadata) {
    return new Stamp(
        Instant.parse(metadata.getString(LAST_UPDATED)),
        metadata.getInteger(LAST_UPDATED_VERSION, 0));
  }
}
