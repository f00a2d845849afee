// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a twin.
 *
 * @param tags null leaves them alone, except in a replacement, where it clears them
 * @param desired as {@code tags}
 * @param replaces whether the sections become exactly this; else this is merged into them
 * @param etag of the twin that was read, CONFLICT if it is another by now; null for any
 */
public record TwinChange(
    @Nullable JsonObject tags,
    @Nullable JsonObject desired,
    boolean replaces,
    @Nullable String etag) {

  /** The body of the request. */
  public JsonObject toJson() {
    var json = new JsonObject();
    if (tags != null) {
      json.put("tags", tags);
    }
    return desired == null
        ? json
        : json.put("properties", new JsonObject().put("desired", desired));
  }
}
