// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.QueryPage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A hub's good answer, read as what it should be. */
record Reply(HttpResponse<String> response) {

  JsonObject object() {
    return new JsonObject(response.body());
  }

  @Nullable Void nothing() {
    return null;
  }

  MethodAnswer methodAnswer() {
    var answer = object();
    return new MethodAnswer(answer.getInteger("status"), answer.getValue("payload"));
  }

  QueryPage page() {
    var rows = new JsonArray(response.body());
    return new QueryPage(
        rows.stream().map(JsonObject.class::cast).toList(),
        response.headers().firstValue("x-ms-continuation").orElse(null));
  }
}
