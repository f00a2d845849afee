// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** The query string of a request. */
final class Parameters {

  private Parameters() {}

  /** Its parameters, decoded; refuses what is no escape, which would else be our failure. */
  static MultiMap of(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "The query string is malformed");
    }
  }
}
