// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A device's answer: any integer status and any JSON value. */
public record MethodReply(int status, @Nullable Object payload) {

  /** The answer as the service side gets it. */
  public JsonObject toJson() {
    return new JsonObject().put("status", status).put("payload", payload);
  }
}
