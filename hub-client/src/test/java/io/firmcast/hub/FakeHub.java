// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A hub in memory for the tests of the services: twins that tests write, methods tests answer. */
public final class FakeHub implements Hub {

  /** The hub's clock is nobody else's: it starts here and ticks a second with each report. */
  private static final Instant BEGINNING = Instant.parse("2001-01-01T00:00:00Z");

  private static final Pattern SINCE = Pattern.compile("\\$lastUpdated > '([^']+)'");

  private final Map<DeviceId, Twin> twins = new ConcurrentSkipListMap<>();
  private final Map<DeviceId, Instant> stamps = new ConcurrentHashMap<>();
  private final Map<DeviceId, Integer> readsOf = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> queries = new ConcurrentLinkedQueue<>();
  private final AtomicLong ticks = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger readsUnderWay = new AtomicInteger();
  private final AtomicInteger mostReadsUnderWay = new AtomicInteger();
  private volatile @Nullable HubException outage;
  private volatile Function<DeviceId, Future<Void>> beforeRead = id -> Future.succeededFuture();
  private volatile BiFunction<DeviceId, DirectMethod, Future<MethodAnswer>> devices =
      (device, method) ->
          Future.failedFuture(
              new HubException(HubException.Reason.DEVICE_OFFLINE, device + " is offline"));

  /** The device reports: merged at the top level, one version further. */
  public void report(String device, JsonObject patch) {
    twins.compute(
        new DeviceId(device),
        (id, old) -> {
          var before = old == null ? new JsonObject() : old.reported();
          var version = old == null ? 1 : old.reportedVersion();
          stamps.put(id, BEGINNING.plusSeconds(ticks.incrementAndGet()));
          return new Twin(
              id,
              true,
              old == null ? new JsonObject() : old.desired(),
              old == null ? 1 : old.desiredVersion(),
              before.copy().mergeIn(patch.copy()),
              version + 1);
        });
  }

  /** The twin says exactly this from now on, whatever it said before. */
  public void replace(String device, JsonObject reported, long version) {
    var id = new DeviceId(device);
    stamps.put(id, BEGINNING.plusSeconds(ticks.incrementAndGet()));
    twins.put(id, new Twin(id, true, new JsonObject(), 1, reported.copy(), version));
  }

  /** The device is deleted. */
  public void remove(String device) {
    twins.remove(new DeviceId(device));
    stamps.remove(new DeviceId(device));
  }

  /** How devices answer methods from now on. */
  public void answerMethods(BiFunction<DeviceId, DirectMethod, Future<MethodAnswer>> answer) {
    devices = answer;
  }

  /** Every call fails so, until null. */
  public void fail(@Nullable HubException everyCall) {
    outage = everyCall;
  }

  /** What each reading of a twin waits for, and fails with. */
  public void beforeRead(Function<DeviceId, Future<Void>> gate) {
    beforeRead = gate;
  }

  /** How many times a twin was read. */
  public int reads() {
    return reads.get();
  }

  /** How many times this twin was read. */
  public int reads(String device) {
    return readsOf.getOrDefault(new DeviceId(device), 0);
  }

  /** The most readings that were under way at one time. */
  public int mostReadsUnderWay() {
    return mostReadsUnderWay.get();
  }

  /** The text of every query, oldest first; once for each page. */
  public List<String> queries() {
    return List.copyOf(queries);
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    var out = outage;
    return out == null ? devices.apply(device, method) : Future.failedFuture(out);
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    reads.incrementAndGet();
    readsOf.merge(device, 1, Integer::sum);
    var out = outage;
    if (out != null) {
      return Future.failedFuture(out);
    }
    mostReadsUnderWay.accumulateAndGet(readsUnderWay.incrementAndGet(), Math::max);
    return beforeRead
        .apply(device)
        .compose(passed -> found(device))
        .onComplete(done -> readsUnderWay.decrementAndGet());
  }

  private Future<Twin> found(DeviceId device) {
    var twin = twins.get(device);
    return twin == null
        ? Future.failedFuture(
            new HubException(HubException.Reason.DEVICE_NOT_FOUND, "no device " + device))
        : Future.succeededFuture(twin);
  }

  @Override
  public Future<Void> desire(DeviceId device, JsonObject patch) {
    var out = outage;
    if (out != null) {
      return Future.failedFuture(out);
    }
    return found(device)
        .map(
            old -> {
              twins.put(
                  device,
                  new Twin(
                      device,
                      old.connected(),
                      patched(old.desired(), patch),
                      old.desiredVersion() + 1,
                      old.reported(),
                      old.reportedVersion()));
              return null;
            });
  }

  /** As the hub merges: in depth, and null takes away. */
  private static JsonObject patched(JsonObject old, JsonObject patch) {
    var merged = old.copy();
    for (var change : patch.copy()) {
      if (change.getValue() == null) {
        merged.remove(change.getKey());
      } else if (change.getValue() instanceof JsonObject within) {
        var before = merged.getValue(change.getKey());
        var inner = before instanceof JsonObject object ? object : new JsonObject();
        merged.put(change.getKey(), patched(inner, within));
      } else {
        merged.put(change.getKey(), change.getValue());
      }
    }
    return merged;
  }

  /**
   * The devices in the order of their ids, in pages: each with its id, the whole reported section,
   * {@code reportedVersion} and {@code lastUpdated}. Of the query only {@code $lastUpdated > '…'}
   * counts. A query for counts is answered with those by status, and not kept.
   */
  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    var counts = sql.startsWith("SELECT COUNT()");
    if (!counts) {
      queries.add(sql);
    }
    var out = outage;
    if (out != null) {
      return Future.failedFuture(out);
    }
    if (counts) {
      return Future.succeededFuture(new QueryPage(counts(), null));
    }
    var since = SINCE.matcher(sql);
    var after = since.find() ? Instant.parse(since.group(1)) : Instant.MIN;
    List<Twin> rest =
        twins.values().stream()
            .filter(twin -> stampOf(twin).isAfter(after))
            .filter(
                twin -> continuation == null || twin.deviceId().value().compareTo(continuation) > 0)
            .toList();
    var page = rest.subList(0, Math.min(pageSize, rest.size()));
    return Future.succeededFuture(
        new QueryPage(
            page.stream().map(this::row).toList(),
            page.size() == rest.size() ? null : page.get(page.size() - 1).deviceId().value()));
  }

  private List<JsonObject> counts() {
    Map<Object, Integer> byStatus = new HashMap<>();
    twins
        .values()
        .forEach(
            twin ->
                byStatus.merge(twin.reported().getValue("firmwareStatus", ""), 1, Integer::sum));
    return byStatus.entrySet().stream()
        .map(
            group ->
                new JsonObject()
                    .put("devices", group.getValue())
                    .put("status", group.getKey().equals("") ? null : group.getKey()))
        .toList();
  }

  private JsonObject row(Twin twin) {
    return twin.reported()
        .copy()
        .put("deviceId", twin.deviceId().value())
        .put("reportedVersion", twin.reportedVersion())
        .put("lastUpdated", stampOf(twin).toString());
  }

  private Instant stampOf(Twin twin) {
    return stamps.getOrDefault(twin.deviceId(), BEGINNING);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
