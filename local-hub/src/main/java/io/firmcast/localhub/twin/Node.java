// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One place in a section: a value or an object, with the stamp its metadata shows. */
sealed interface Node {

  Stamp stamp();

  /** The node as JSON, fit to be changed by the receiver. */
  Object value();

  /** The node's part of the metadata tree. */
  JsonObject metadata();

  /**
   * A scalar or an array; arrays are leaves because IoT Hub replaces and stamps them as a whole.
   */
  record Leaf(Object content, Stamp stamp) implements Node {

    @Override
    public Object value() {
      return content instanceof JsonArray array ? array.copy() : content;
    }

    @Override
    public JsonObject metadata() {
      return stampOnly(stamp);
    }
  }

  /** An object; its stamp is the newest of what happened in it, deletions included. */
  record Branch(Map<String, Node> children, Stamp stamp) implements Node {

    public Branch {
      children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    }

    static Branch empty(Stamp stamp) {
      return new Branch(Map.of(), stamp);
    }

    @Override
    public JsonObject value() {
      var object = new JsonObject();
      children.forEach((name, child) -> object.put(name, child.value()));
      return object;
    }

    @Override
    public JsonObject metadata() {
      var tree = stampOnly(stamp);
      children.forEach((name, child) -> tree.put(name, child.metadata()));
      return tree;
    }
  }

  private static JsonObject stampOnly(Stamp stamp) {
    var json = new JsonObject().put(Section.LAST_UPDATED, HubTime.format(stamp.at()));
    return stamp.version() == 0 ? json : json.put(Section.LAST_UPDATED_VERSION, stamp.version());
  }
}
