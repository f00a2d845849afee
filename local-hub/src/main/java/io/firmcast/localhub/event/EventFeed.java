// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.device.DeviceFact;
import io.firmcast.localhub.device.DeviceFact.Author;
import io.firmcast.localhub.device.DeviceFact.Connected;
import io.firmcast.localhub.device.DeviceFact.Created;
import io.firmcast.localhub.device.DeviceFact.Deleted;
import io.firmcast.localhub.device.DeviceFact.Disconnected;
import io.firmcast.localhub.device.DeviceFact.TwinChanged;
import io.firmcast.localhub.device.DeviceFact.TwinPatch;
import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.message.DeviceMessage;
import io.firmcast.localhub.message.DeviceMessageObserver;
import io.firmcast.localhub.message.PropertyBag;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to devices, in IoT Hub's own messages and, for each device, in the order in which it
 * happened. The newest are held, so that a reader that was away gets exactly what it missed, or is
 * told that this is gone. Callable from any thread.
 */
public final class EventFeed implements DeviceObserver, DeviceMessageObserver {

  /** How many events are held if nothing else is wanted. */
  public static final int CAPACITY = 20_000;

  private final Vertx vertx;
  private final String epoch;
  private final EventJson json;
  private final EventBodies bodies;
  private final Ring<HubEvent> ring;
  private final List<EventReader> readers = new CopyOnWriteArrayList<>();

  public EventFeed(Vertx vertx, String hubName, int capacity, Clock clock, RandomGenerator random) {
    this.vertx = vertx;
    this.epoch = "%016x".formatted(random.nextLong());
    this.json = new EventJson(hubName);
    this.bodies = new EventBodies(clock.instant());
    this.ring = new Ring<>(capacity);
  }

  /** Behind the newest event. */
  public Position newest() {
    return new Position(epoch, ring.newest());
  }

  /** Before the oldest event still held. */
  public Position oldest() {
    return new Position(epoch, ring.oldest() - 1);
  }

  /**
   * The events after a position, oldest first.
   *
   * @return empty if some of them are gone, or if the position is of another run of the hub
   */
  public Optional<List<HubEvent>> after(Position position, int atMost) {
    return position.epoch().equals(epoch) ? entries(position.sequence(), atMost) : Optional.empty();
  }

  /** Tells a listener of every event from now on. */
  public EventReader subscribe(EventListener listener) {
    return subscribe(newest(), EnumSet.allOf(Source.class), listener);
  }

  /** Tells a listener of every event of some sources after a position, on one Vert.x context. */
  public EventReader subscribe(Position from, Set<Source> sources, EventListener listener) {
    var read = from.epoch().equals(epoch) ? from.sequence() : -1;
    var reader = new EventReader(this, vertx.getOrCreateContext(), read, sources, listener);
    readers.add(reader);
    reader.resume();
    return reader;
  }

  /** The event as IoT Hub's tools show it. */
  public JsonObject toJson(HubEvent event) {
    return json.of(event);
  }

  @Override
  public boolean wantsFacts() {
    return true;
  }

  @Override
  public void happened(DeviceFact fact) {
    if (fact instanceof TwinChanged change && change.author() != Author.SERVICE_REPLACE) {
      var body = EventBodies.update(change);
      add(fact, Source.TWIN, "updateTwin", weight(change.patch()), sequence -> body);
    } else if (fact instanceof TwinChanged change) {
      addWhole(change, Source.TWIN, "replaceTwin");
    } else if (fact instanceof Connected) {
      addConnection(fact, "deviceConnected");
    } else if (fact instanceof Disconnected) {
      addConnection(fact, "deviceDisconnected");
    } else if (fact instanceof Created) {
      addWhole(fact, Source.LIFECYCLE, "createDeviceIdentity");
    } else if (fact instanceof Deleted) {
      addWhole(fact, Source.LIFECYCLE, "deleteDeviceIdentity");
    }
  }

  @Override
  public void received(DeviceMessage message) {
    Supplier<@Nullable Object> body = () -> message.toJson().getValue("Body");
    add(
        Source.TELEMETRY,
        "",
        message.deviceId(),
        message.enqueued(),
        message.properties(),
        message.body().length() + Weight.of(message.properties().entries()),
        sequence -> body);
  }

  Optional<List<HubEvent>> entries(long after, int atMost) {
    return ring.after(after, atMost);
  }

  void forget(EventReader reader) {
    readers.remove(reader);
  }

  private void addWhole(DeviceFact fact, Source source, String opType) {
    var weight = Weight.of(fact.device().twin().toJson());
    var body = EventBodies.whole(fact.device());
    add(fact, source, opType, weight, sequence -> body);
  }

  private void addConnection(DeviceFact fact, String opType) {
    add(fact, Source.CONNECTION, opType, 0, bodies::connection);
  }

  private static int weight(TwinPatch patch) {
    return Weight.of(patch.tags()) + Weight.of(patch.desired()) + Weight.of(patch.reported());
  }

  private void add(
      DeviceFact fact,
      Source source,
      String opType,
      int weight,
      LongFunction<Supplier<@Nullable Object>> body) {
    var id = fact.device().identity().key();
    add(source, opType, id, fact.at(), PropertyBag.EMPTY, weight, body);
  }

  private void add(
      Source source,
      String opType,
      String key,
      Instant at,
      PropertyBag properties,
      int weight,
      LongFunction<Supplier<@Nullable Object>> body) {
    var slash = key.indexOf('/');
    var device = slash < 0 ? key : key.substring(0, slash);
    var module = slash < 0 ? null : key.substring(slash + 1);
    ring.add(
        Weight.ENTRY + weight,
        n ->
            new HubEvent(
                new Position(epoch, n),
                source,
                opType,
                device,
                module,
                at,
                properties,
                body.apply(n)));
    for (var reader : readers) {
      reader.resume();
    }
  }
}
