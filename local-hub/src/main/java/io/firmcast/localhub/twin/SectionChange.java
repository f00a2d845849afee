// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.twin.Node.Branch;
import io.vertx.core.json.JsonObject;

/**
 * A merge patch of one section and the version it led to; holds on to nothing else of the twin.
 *
 * @param patch to be read, not to be changed
 */
public record SectionChange(JsonObject patch, Stamp stamp, int version) {

  /** The change as IoT Hub's events show it: with the metadata of what it touched. */
  public JsonObject json() {
    var values = Section.values(patch);
    var touched = new MergePatch(stamp).apply(Branch.empty(stamp), values);
    return values.put(Section.METADATA, touched.metadata()).put(Section.VERSION, version);
  }
}
