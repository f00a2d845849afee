// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for devices, at most fifty each, kept until the device acknowledges them,
 * their time is up or they have been sent too often. Callable from any thread.
 */
public final class CloudMessages {

  private static final Logger LOG = LoggerFactory.getLogger(CloudMessages.class);
  private static final int MAX_WAITING = 50;
  private static final int MAX_DELIVERIES = 10;

  // One queue is changed by one thread at a time, under the map's lock of its key.
  private final Map<String, List<CloudMessage>> queues = new ConcurrentHashMap<>();
  private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
  private final AtomicLong lastSequence = new AtomicLong();
  private final Store store;
  private final Clock clock;
  private final Consumer<String> changed;

  /**
   * @param changed told of each device whose number of waiting messages may have changed
   */
  public CloudMessages(Store store, Clock clock, Consumer<String> changed) {
    this.store = store;
    this.clock = clock;
    this.changed = changed;
  }

  /** Takes in a message found in the store; only before the wires open. */
  public void restore(String rowId, String text) {
    var message = CloudMessage.fromJson(new JsonObject(text));
    lastSequence.accumulateAndGet(message.sequence(), Math::max);
    queues.merge(deviceOf(rowId), List.of(message), CloudMessages::inOrder);
    changed.accept(deviceOf(rowId));
  }

  /** The device a stored message waits for. */
  public static String deviceOf(String rowId) {
    return rowId.substring(0, rowId.indexOf(' '));
  }

  /**
   * Puts a message in the queue of a device, which must be registered.
   *
   * @return completes when the message is durable; fails with a {@link HubFailure} if the queue is
   *     full
   */
  public Future<CloudMessage> send(String deviceId, CloudMessageRequest request) {
    var now = clock.instant();
    var message =
        new CloudMessage(
            lastSequence.incrementAndGet(),
            now,
            now.plus(request.timeToLive()),
            0,
            request.properties(),
            request.body());
    drop(deviceId, this::isDead);
    var queue = queues.merge(deviceId, List.of(message), CloudMessages::inOrder);
    if (!queue.contains(message)) {
      return Future.failedFuture(
          new HubFailure(Code.QUEUE_FULL, "Fifty messages wait for this device already"));
    }
    var kept = store.keep(List.of(row(deviceId, message)));
    changed.accept(deviceId);
    return kept.map(
        durable -> {
          listeners.getOrDefault(deviceId, CloudMessages::nobodyListens).run();
          return message;
        });
  }

  /** Empties the queue of a device; gives the number of messages that were in it. */
  public Future<Integer> purge(String deviceId) {
    var dropped = taken(deviceId, message -> true);
    changed.accept(deviceId);
    return store.keep(deletions(deviceId, dropped)).map(durable -> dropped.size());
  }

  /** How many messages wait for a device. */
  public int waiting(String deviceId) {
    return (int) queues.getOrDefault(deviceId, List.of()).stream().filter(m -> !isDead(m)).count();
  }

  /** Drops what waits for a device that is gone; nobody is told, for it may still be locked. */
  public void forget(String deviceId) {
    var dropped = taken(deviceId, message -> true);
    if (!dropped.isEmpty()) {
      keep(deletions(deviceId, dropped));
    }
  }

  /** Calls back when a message has come for a device, in place of any earlier listener. */
  public void listen(String deviceId, Runnable listener) {
    listeners.put(deviceId, listener);
  }

  public void ignore(String deviceId, Runnable listener) {
    listeners.remove(deviceId, listener);
  }

  /** The next message after the given one, counted as delivered once more; empty if none waits. */
  public Optional<CloudMessage> next(String deviceId, long after) {
    if (!queues.containsKey(deviceId)) {
      return Optional.empty();
    }
    drop(deviceId, this::isDead);
    var found = new ArrayList<CloudMessage>();
    queues.computeIfPresent(
        deviceId,
        (id, queue) ->
            queue.stream()
                .map(
                    message -> {
                      if (!found.isEmpty() || message.sequence() <= after) {
                        return message;
                      }
                      found.add(message.delivered());
                      return found.get(0);
                    })
                .toList());
    found.forEach(message -> keep(List.of(row(deviceId, message))));
    return found.stream().findFirst();
  }

  /** The device has the message. */
  public void complete(String deviceId, long sequence) {
    drop(deviceId, message -> message.sequence() == sequence);
  }

  private boolean isDead(CloudMessage message) {
    return message.deliveries() >= MAX_DELIVERIES || !message.expiry().isAfter(clock.instant());
  }

  private void drop(String deviceId, Predicate<CloudMessage> which) {
    var dropped = taken(deviceId, which);
    if (!dropped.isEmpty()) {
      keep(deletions(deviceId, dropped));
      changed.accept(deviceId);
    }
  }

  private List<CloudMessage> taken(String deviceId, Predicate<CloudMessage> which) {
    var dropped = new ArrayList<CloudMessage>();
    queues.computeIfPresent(
        deviceId,
        (id, queue) -> {
          queue.stream().filter(which).forEach(dropped::add);
          var rest = queue.stream().filter(which.negate()).toList();
          return rest.isEmpty() ? null : rest;
        });
    return dropped;
  }

  /** Nobody waits: should the write be lost, the message comes once more, which is allowed. */
  private void keep(List<Change> changes) {
    store.keep(changes).onFailure(cause -> LOG.warn("a message's state was not kept", cause));
  }

  private static List<CloudMessage> inOrder(List<CloudMessage> queue, List<CloudMessage> arriving) {
    if (queue.size() >= MAX_WAITING) {
      return queue;
    }
    var all = new ArrayList<>(queue);
    all.addAll(arriving);
    all.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
    return List.copyOf(all);
  }

  private static List<Change> deletions(String deviceId, List<CloudMessage> messages) {
    return messages.stream().map(m -> Change.delete(Kind.MESSAGE, rowId(deviceId, m))).toList();
  }

  private static Change row(String deviceId, CloudMessage message) {
    return Change.put(Kind.MESSAGE, rowId(deviceId, message), () -> message.toJson().encode());
  }

  /** No device id holds a space. */
  private static String rowId(String deviceId, CloudMessage message) {
    return deviceId + " " + message.sequence();
  }

  private static void nobodyListens() {}
}
