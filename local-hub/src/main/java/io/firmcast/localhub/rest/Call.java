// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.JsonText;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One authorised request: whom it is about and what it carries.
 *
 * @param deviceId the key of a device or module, see {@link
 *     io.firmcast.localhub.identity.IdentityKey}, or the id of a job or configuration; empty where
 *     the resource is none of these
 */
record Call(String deviceId, MultiMap headers, MultiMap parameters, @Nullable Buffer content) {

  /** The body as a JSON object; refuses anything else. */
  JsonObject body() {
    if (content == null) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The request has no body");
    }
    try {
      return JsonText.object(content);
    } catch (DecodeException malformed) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The body is not a JSON object");
    }
  }

  Precondition precondition() {
    return new Precondition(headers.get("If-Match"));
  }

  /** The body as a JSON array; refuses anything else. */
  JsonArray list() {
    try {
      return JsonText.array(content == null ? Buffer.buffer() : content);
    } catch (DecodeException malformed) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The body is not a JSON array");
    }
  }

  /** A parameter of the query string, null if it is not there. */
  @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }
}
