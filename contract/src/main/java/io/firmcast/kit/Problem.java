// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An RFC 9457 answer: what went wrong, for people in {@code detail} and for programs in the stable
 * {@code code}. Thrown, it ends a request with itself ({@link Problems}).
 */
public final class Problem extends RuntimeException {
  private final int status;
  private final String code;
  private final Map<String, Object> members = new LinkedHashMap<>();

  /**
   * @param status HTTP status, 400 to 599
   * @param code stable, kebab-case: {@code device-offline}
   * @param detail one sentence that says what to do
   */
  public Problem(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** This problem with one more member, such as {@code pointer} or {@code updateId}. */
  public Problem with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** {@code {"type","title","status","code","detail",…}}. */
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", "urn:firmcast:problem:" + code)
            .put("title", code.replace('-', ' '))
            .put("status", status)
            .put("code", code)
            .put("detail", getMessage());
    members.forEach(json::put);
    return json;
  }

  /** Ends the response with this problem. */
  public Future<Void> send(HttpServerResponse response) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(toJson().toBuffer());
  }
}
