// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import io.firmcast.agent.link.LinkException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code DeviceClient} from its opening to its first loss. What the owner asks goes through the
 * worker pool, as any of its methods may wait for a lock; what the SDK's threads bring lands on the
 * owner's context.
 */
final class AzureSdkConnection implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(AzureSdkConnection.class);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int SUBSCRIBE_MILLIS = 15_000;

  private final DeviceClient client;
  private final Workers pool;
  private final Context context;
  private final Inbound inbound;
  private final Promise<LinkException> lost = Promise.promise();
  private final Map<Long, CompletableFuture<?>> unanswered = new HashMap<>();
  private long asked;
  private @Nullable Future<Void> closing;

  AzureSdkConnection(DeviceClient client, Workers pool, Context context, Inbound inbound) {
    this.client = client;
    this.pool = pool;
    this.context = context;
    this.inbound = inbound;
  }

  /**
   * Opens and subscribes; blocking. The SDK's own retry is off: after it the SDK does not subscribe
   * again, so a hub that lost the session would never call this device, and it gives up after four
   * minutes. A new client, made by the link's supervisor, has neither fault.
   */
  void open() throws IotHubClientException, InterruptedException {
    client.setRetryPolicy(new NoRetry());
    client.setConnectionStatusChangeCallback(this::changed, null);
    client.open(false);
    client.subscribeToMethods(new AzureSdkMethods(context, inbound), null, SUBSCRIBE_MILLIS);
    client.subscribeToDesiredProperties(
        (twin, nothing) -> {
          var change = AzureSdkJson.read(twin.getDesiredProperties());
          context.runOnContext(here -> inbound.desired(change));
        },
        null,
        SUBSCRIBE_MILLIS);
  }

  /** Closes the client; blocking. Harmless where it is closed. */
  void shut() {
    client.close();
  }

  @Override
  public Future<DeviceTwin> twin() {
    return ask(answer -> client.getTwinAsync(answer, null))
        .map(body -> DeviceTwin.fromJson(new JsonObject(body)));
  }

  @Override
  public Future<Void> report(JsonObject patch) {
    var properties = AzureSdkJson.write(patch);
    return ask(answer -> client.updateReportedPropertiesAsync(properties, answer, null)).mapEmpty();
  }

  @Override
  public Future<LinkException> lost() {
    return lost.future();
  }

  @Override
  public Future<Void> close() {
    if (closing == null) {
      closing =
          pool.call(
              () -> {
                shut();
                return null;
              });
    }
    return closing;
  }

  private Future<String> ask(Consumer<AzureSdkAnswer> question) {
    var answer = new AzureSdkAnswer();
    var id = ++asked;
    unanswered.put(id, answer.body());
    return pool.call(
            () -> {
              question.accept(answer);
              return answer;
            })
        .compose(sent -> Future.fromCompletionStage(answer.body(), context))
        .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(AzureSdkFailures.explain(failure)))
        .onComplete(settled -> unanswered.remove(id));
  }

  private void changed(ConnectionStatusChangeContext change) {
    if (change.getNewStatus() != IotHubConnectionStatus.CONNECTED) {
      var why =
          LinkException.of(
              Reason.NOT_CONNECTED, "the connection was lost: " + change.getNewStatusReason());
      context.runOnContext(here -> ended(why));
    }
  }

  private void ended(LinkException why) {
    List.copyOf(unanswered.values()).forEach(answer -> answer.completeExceptionally(why));
    close()
        .onFailure(
            open -> LOG.atWarn().addKeyValue("reason", open.getMessage()).log("client not closed"));
    lost.tryComplete(why);
  }
}
