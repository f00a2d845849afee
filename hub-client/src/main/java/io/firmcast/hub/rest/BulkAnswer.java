// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What a hub answers to a bulk request: 400 where some entries failed, with what became of each.
 */
record BulkAnswer(JsonArray errors) {
  /** By name or by number, as a hub's documentation has the one and its answers the other. */
  private static final String EXISTS = "DeviceAlreadyExists";

  private static final int EXISTS_NUMBER = 409_001;

  /** Empty where it is the answer to a request that was not understood as a whole. */
  static Optional<BulkAnswer> of(HttpResponse<String> response) {
    try {
      var errors = new JsonObject(response.body()).getJsonArray("errors");
      return Optional.ofNullable(errors).map(BulkAnswer::new);
    } catch (DecodeException | ClassCastException another) {
      return Optional.empty();
    }
  }

  /** The first entry that failed for another reason than that its device is there already. */
  Optional<JsonObject> failure() {
    return errors.stream()
        .map(JsonObject.class::cast)
        .filter(error -> !exists(error.getValue("errorCode")))
        .findFirst();
  }

  private static boolean exists(Object code) {
    return EXISTS.equals(code)
        || (code instanceof Number number && number.intValue() == EXISTS_NUMBER);
  }
}
