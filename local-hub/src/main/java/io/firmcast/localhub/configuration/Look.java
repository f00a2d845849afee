// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.query.Query;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One look at the fleet: who is targeted by what, and what each should have.
 *
 * @param wanted the desired properties of each device that is targeted at all
 * @param targeted the ids of the configurations of each, the strongest first
 */
record Look(
    Map<String, JsonObject> wanted,
    Map<String, List<String>> targeted,
    Map<String, JsonObject> metricResults) {

  /** The strongest first: by priority, then the newer. */
  private static final Comparator<Configuration> BY_STRENGTH =
      Comparator.comparingInt(Configuration::priority)
          .thenComparing(Configuration::created)
          .reversed();

  /** Looks at every device that matches; blocking. */
  static Look at(Fleet fleet, Collection<Configuration> configurations) {
    var wanted = new HashMap<String, JsonObject>();
    var targeted = new LinkedHashMap<String, List<String>>();
    var metrics = new HashMap<String, JsonObject>();
    for (var configuration : configurations.stream().sorted(BY_STRENGTH).toList()) {
      metrics.put(configuration.id(), counted(fleet, configuration.metricQueries()));
      if (configuration.targeting()) {
        var desired = configuration.desired();
        fleet
            .matching(configuration.query())
            .map(Look::key)
            .forEach(
                key -> {
                  // The weaker gives way where both say something.
                  wanted.merge(key, desired, (strong, weak) -> weak.copy().mergeIn(strong, true));
                  targeted.merge(key, List.of(configuration.id()), Look::joined);
                });
      }
    }
    return new Look(wanted, targeted, metrics);
  }

  private static JsonObject counted(Fleet fleet, JsonObject queries) {
    var results = new JsonObject();
    for (var name : queries.fieldNames()) {
      var query = Query.parse(String.valueOf(queries.getValue(name)));
      if (query.source() != Query.Source.JOBS) {
        results.put(name, fleet.matching(query).count());
      }
    }
    return results;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static String key(Device device) {
    return device.identity().key();
  }
}
