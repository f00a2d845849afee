// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it is kept.
 *
 * @param content as it came; {@code deviceContent} is what is applied to devices, {@code
 *     moduleContent} what to modules
 * @param targets which devices or modules it is for; blank for none
 * @param metricQueries the caller's own, by name
 */
record Configuration(
    String id,
    JsonObject labels,
    JsonObject content,
    String targets,
    int priority,
    JsonObject metricQueries,
    Instant created,
    Instant updated,
    long etagNumber) {

  private static final String DEVICE_CONTENT = "deviceContent";
  private static final String MODULE_CONTENT = "moduleContent";
  private static final Pattern ID = Pattern.compile("[a-z0-9\\-:+%_#*?!(),=@;$']{1,128}");

  /** Reads a request body for a configuration that is new or replaces another. */
  static Configuration of(
      String id, JsonObject body, @Nullable Configuration replaced, Instant now) {
    try {
      refuseIf(!ID.matcher(id).matches(), "Configuration id is not valid");
      refuseIf(!id.equals(body.getString("id", id)), "The body names another configuration");
      var at = HubTime.cut(now);
      var configuration =
          new Configuration(
              id,
              orEmpty(body.getJsonObject("labels")),
              orEmpty(body.getJsonObject("content")),
              orEmpty(body.getString("targetCondition")),
              orZero(body.getInteger("priority")),
              orEmpty(orEmpty(body.getJsonObject("metrics")).getJsonObject("queries")),
              replaced == null ? at : replaced.created(),
              at,
              replaced == null ? 1 : replaced.etagNumber() + 1);
      configuration.check();
      return configuration;
    } catch (ClassCastException wrongType) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "A member of the configuration has a wrong type");
    }
  }

  /** Base64 of the decimal counter: MQ==, then Mg==. */
  String etag() {
    return Base64.getEncoder().encodeToString(Long.toString(etagNumber).getBytes(UTF_8));
  }

  boolean targeting() {
    return !targets.isBlank();
  }

  /** The devices or modules it is for; only if it is for any. */
  Query query() {
    return Query.target(targets);
  }

  /** The patch of desired properties that it amounts to. */
  JsonObject desired() {
    var member = forModules() ? MODULE_CONTENT : DEVICE_CONTENT;
    return TwinContent.patch(member, orEmpty(content.getJsonObject(member)));
  }

  private boolean forModules() {
    return targeting() && query().source() == Query.Source.MODULES;
  }

  /** The configuration as the service API shows it, with the counts of the last look. */
  JsonObject shown(JsonObject systemResults, JsonObject metricResults) {
    var systemQueries =
        new JsonObject()
            .put("targetedCount", "select deviceId " + from())
            .put(
                "appliedCount",
                "select deviceId from %s where configurations.[[%s]].status = 'Applied'"
                    .formatted(forModules() ? "devices.modules" : "devices", id));
    return new JsonObject()
        .put("id", id)
        .put("schemaVersion", "1.0")
        .put("labels", labels)
        .put("content", content)
        .put("targetCondition", targets)
        .put("createdTimeUtc", HubTime.format(created))
        .put("lastUpdatedTimeUtc", HubTime.format(updated))
        .put("priority", priority)
        .put("systemMetrics", metrics(systemResults, systemQueries))
        .put("metrics", metrics(metricResults, metricQueries))
        .put("etag", etag());
  }

  /** The configuration as it is stored. */
  JsonObject toJson() {
    return new JsonObject()
        .put("labels", labels)
        .put("content", content)
        .put("targetCondition", targets)
        .put("priority", priority)
        .put("metrics", new JsonObject().put("queries", metricQueries))
        .put("created", created.toString())
        .put("updated", updated.toString())
        .put("etagNumber", etagNumber);
  }

  /** The inverse of {@link #toJson()}. */
  static Configuration fromJson(String id, JsonObject json) {
    var read = of(id, json, null, Instant.parse(json.getString("updated")));
    return new Configuration(
        id,
        read.labels,
        read.content,
        read.targets,
        read.priority,
        read.metricQueries,
        Instant.parse(json.getString("created")),
        read.updated,
        json.getLong("etagNumber"));
  }

  private void check() {
    if (targeting()) {
      query();
      // Section 4.7, inferred: or it would be called applied without any effect.
      var other = forModules() ? DEVICE_CONTENT : MODULE_CONTENT;
      refuseIf(
          !orEmpty(content.getJsonObject(other)).isEmpty(),
          other + " does not go with this targetCondition");
    }
    for (var member : List.of(DEVICE_CONTENT, MODULE_CONTENT)) {
      TwinContent.patch(member, orEmpty(content.getJsonObject(member)));
    }
    metricQueries.forEach(metric -> Query.parse(String.valueOf(metric.getValue())));
  }

  /** The target as the rest of a query. */
  private String from() {
    var text = targets.trim();
    if (text.equals("*")) {
      return "from devices";
    }
    return text.matches("(?is)from\\s.*") ? text : "from devices where " + text;
  }

  private static JsonObject metrics(JsonObject results, JsonObject queries) {
    return new JsonObject().put("results", results).put("queries", queries);
  }

  private static JsonObject orEmpty(@Nullable JsonObject object) {
    return object == null ? new JsonObject() : object;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw new HubFailure(Code.ARGUMENT_INVALID, message);
    }
  }
}
