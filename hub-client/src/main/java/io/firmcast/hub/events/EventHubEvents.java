// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerAsyncClient;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/**
 * The Event Hubs-compatible endpoint of an IoT Hub, to which it routes {@code twinChangeEvents} and
 * {@code deviceLifecycleEvents}. Reads every partition in a consumer group of its own, and goes on
 * after a restart where it was, as a file says.
 */
public final class EventHubEvents implements TwinEvents {
  private static final Logger LOG = LoggerFactory.getLogger(EventHubEvents.class);
  private static final long SAVE_MILLIS = 5000;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
  private static final Duration CONNECT = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final EventHubConsumerAsyncClient client;
  private final Checkpoints checkpoints;
  private @Nullable Disposable reading;
  private long saving = -1;
  private volatile boolean stopped;

  /**
   * Connects to nothing yet.
   *
   * @param connectionString of the endpoint, with its {@code EntityPath}
   * @param consumerGroup that nobody else reads
   * @param checkpoint where it is kept how far was read
   * @throws IllegalArgumentException in one sentence, when the connection string is none
   */
  public EventHubEvents(
      Vertx vertx, String connectionString, String consumerGroup, Path checkpoint) {
    this.vertx = vertx;
    this.client =
        new EventHubClientBuilder()
            .connectionString(connectionString)
            .consumerGroup(consumerGroup)
            .buildAsyncConsumerClient();
    this.checkpoints = new Checkpoints(checkpoint);
  }

  @Override
  public Future<Void> start(Listener listener) {
    var here = vertx.getOrCreateContext();
    saving = vertx.setPeriodic(SAVE_MILLIS, tick -> save());
    var again = Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY).jitter(1);
    reading =
        client
            .getPartitionIds()
            .timeout(CONNECT)
            .flatMap(partition -> receive(partition), Integer.MAX_VALUE)
            .retryWhen(again.doBeforeRetry(lost -> missed(here, listener, lost.failure())))
            .subscribe(
                event -> received(here, listener, event),
                failure -> LOG.atError().setCause(failure).log("event hub is read no more"));
    listener.missed();
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(saving);
    if (reading != null) {
      reading.dispose();
    }
    return vertx
        .executeBlocking(
            () -> {
              client.close();
              checkpoints.save();
              return null;
            })
        .timeout(CONNECT.toSeconds(), TimeUnit.SECONDS)
        .mapEmpty();
  }

  private Flux<PartitionEvent> receive(String partition) {
    var last = checkpoints.last(partition);
    var from = last < 0 ? EventPosition.latest() : EventPosition.fromSequenceNumber(last);
    return client.receiveFromPartition(partition, from);
  }

  /** On a thread of the client's. */
  private void received(Context here, Listener listener, PartitionEvent event) {
    var data = event.getData();
    checkpoints.read(event.getPartitionContext().getPartitionId(), data.getSequenceNumber());
    EventHubMessage.read(data.getProperties(), data.getBody())
        .ifPresent(
            told ->
                here.runOnContext(
                    now -> {
                      if (!stopped) {
                        listener.happened(told);
                      }
                    }));
  }

  private void missed(Context here, Listener listener, Throwable why) {
    LOG.atWarn()
        .addKeyValue("reason", why.getMessage())
        .log("event hub does not answer, trying again");
    here.runOnContext(now -> listener.missed());
  }

  private void save() {
    vertx
        .executeBlocking(
            () -> {
              checkpoints.save();
              return null;
            })
        .onFailure(fault -> LOG.atError().setCause(fault).log("checkpoint not saved"));
  }
}
