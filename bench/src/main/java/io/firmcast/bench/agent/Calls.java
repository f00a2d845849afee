// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Load;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Service;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Asks devices for updates by the direct method. */
final class Calls implements AutoCloseable {

  private static final int UNDER_WAY = 64;
  private static final int MINUTES = 10;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Service service;

  Calls(Server hub) {
    service = Service.of(vertx, hub);
  }

  /** Returns when each of those devices has answered. */
  void update(int devices, IntFunction<JsonObject> payload) throws Exception {
    Load.run(
            devices,
            UNDER_WAY,
            n ->
                service
                    .post("/twins/d" + n + "/methods", call(payload.apply(n)).toBuffer())
                    .map(answer -> accepted(answer.toJsonObject())))
        .await(MINUTES, TimeUnit.MINUTES);
  }

  private static JsonObject call(JsonObject payload) {
    return new JsonObject()
        .put("methodName", "firmwareUpdate")
        .put("responseTimeoutInSeconds", 60)
        .put("payload", payload);
  }

  private static JsonObject accepted(JsonObject answer) {
    if (answer.getInteger("status") != 200) {
      throw new IllegalStateException("a device answered " + answer);
    }
    return answer;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
