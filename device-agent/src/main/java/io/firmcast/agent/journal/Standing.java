// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a journal says at one time.
 *
 * @param counters the highest release counter that was ever confirmed, by model
 * @param latest the latest time that the device has seen
 * @param keys the key set that it trusts, as its envelope; null before the first
 */
public record Standing(
    @Nullable Job job, Map<String, Long> counters, Instant latest, @Nullable String keys) {

  /** Of a device that has never done anything. */
  public static final Standing NEW = new Standing(null, Map.of(), Instant.EPOCH, null);

  public Standing {
    counters = Map.copyOf(counters);
  }

  public Standing with(Job next) {
    return new Standing(next, counters, latest, keys);
  }

  public Standing withKeys(String envelope) {
    return new Standing(job, counters, latest, envelope);
  }

  /** Time does not go back, whatever the clock says. */
  public Standing seen(Instant now) {
    return now.isAfter(latest) ? new Standing(job, counters, now, keys) : this;
  }

  /** A release of that model runs for good: none before it may come again. */
  public Standing released(String model, long counter) {
    var raised = new TreeMap<>(counters);
    raised.merge(model, counter, Math::max);
    return new Standing(job, raised, latest, keys);
  }

  public long counter(String model) {
    return counters.getOrDefault(model, 0L);
  }

  static Standing fromJson(JsonObject json) {
    var counters = new TreeMap<String, Long>();
    var stored = json.getJsonObject("counters");
    stored.fieldNames().forEach(model -> counters.put(model, stored.getLong(model)));
    var job = json.getJsonObject("job");
    return new Standing(
        job == null ? null : Job.fromJson(job),
        counters,
        Instant.parse(json.getString("latest")),
        json.getString("keys"));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("job", job == null ? null : job.toJson())
        .put("counters", new JsonObject(new TreeMap<String, Object>(counters)))
        .put("latest", latest.toString())
        .put("keys", keys);
  }
}
