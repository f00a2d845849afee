// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.twin.DirectMethodPayload;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.MethodCallback;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a direct method from the SDK's thread to the owner's context, and waits for the reply. */
final class AzureSdkMethods implements MethodCallback {
  private static final Logger LOG = LoggerFactory.getLogger(AzureSdkMethods.class);

  /** The SDK's only receiving thread waits here; desired changes wait behind it. */
  private static final int REPLY_SECONDS = 5;

  private final Context context;
  private final Inbound inbound;

  AzureSdkMethods(Context context, Inbound inbound) {
    this.context = context;
    this.inbound = inbound;
  }

  /** Null tells the SDK to reply nothing, so that the caller hears a time-out from the hub. */
  @Override
  public @Nullable DirectMethodResponse onMethodInvoked(
      String name, DirectMethodPayload payload, @Nullable Object nothing) {
    var reply = new CompletableFuture<MethodReply>();
    context.runOnContext(
        here ->
            Future.succeededFuture(Json.decodeValue(payload.getPayloadAsJsonString()))
                .compose(value -> inbound.method(name, value))
                .onComplete(reply::complete, reply::completeExceptionally));
    try {
      var said = reply.get(REPLY_SECONDS, TimeUnit.SECONDS);
      return new DirectMethodResponse(said.status(), AzureSdkJson.map(said.payload()));
    } catch (ExecutionException | TimeoutException unanswered) {
      LOG.atWarn()
          .addKeyValue("method", name)
          .addKeyValue("reason", unanswered)
          .log("direct method not answered");
      return null;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
