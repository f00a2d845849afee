// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is sent back: a status, headers and a JSON body, which may be empty. */
record Answer(int status, Map<String, String> headers, Buffer body) {

  static final Answer NO_CONTENT = new Answer(204, Map.of(), Buffer.buffer());

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(JsonObject body) {
    return new Answer(200, Map.of(), body.toBuffer());
  }

  /** Completes when it is written. */
  Future<Void> writeTo(HttpServerResponse response) {
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    if (status != 204) {
      response.putHeader("Content-Type", "application/json; charset=utf-8");
    }
    return response.end(body);
  }

  Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
