// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.wire.Percent;
import java.util.Arrays;
import java.util.List;

/**
 * A request's path, taken apart. Not left to the router, because the Java SDK puts device ids
 * unencoded into the path, where a {@code %} need not begin an escape and a {@code +} is itself.
 *
 * @param deviceId the id of a job or configuration where the resource is one; empty where it has
 *     none
 */
record RestPath(Resource resource, String deviceId) {

  private static final RestPath UNKNOWN = new RestPath(Resource.UNKNOWN, "");

  static RestPath of(String rawPath) {
    var segments = Arrays.stream(rawPath.split("/", -1)).skip(1).map(Percent::decode).toList();
    if (segments.isEmpty() || segments.stream().anyMatch(String::isEmpty)) {
      return UNKNOWN;
    }
    if (segments.size() == 1) {
      return ofOne(segments.get(0));
    }
    return switch (segments.get(0)) {
      case "devices" -> ofDevices(segments);
      case "twins" -> ofTwins(segments);
      case "statistics" -> ofStatistics(segments);
      case "jobs" -> ofJobs(segments);
      case "configurations" -> ofConfigurations(segments);
      default -> UNKNOWN;
    };
  }

  private static RestPath ofDevices(List<String> segments) {
    if (segments.equals(List.of("devices", "query"))) {
      return new RestPath(Resource.QUERY, "");
    }
    if (segments.size() == 2) {
      return new RestPath(Resource.DEVICE, segments.get(1));
    }
    return isModule(segments, 4) ? new RestPath(Resource.MODULE, segments.get(1)) : UNKNOWN;
  }

  private static RestPath ofTwins(List<String> segments) {
    var deviceId = segments.get(1);
    var methods = segments.get(segments.size() - 1).equals("methods");
    if (segments.size() == 2) {
      return new RestPath(Resource.TWIN, deviceId);
    }
    if (segments.size() == 3 && methods) {
      return new RestPath(Resource.METHODS, deviceId);
    }
    if (isModule(segments, 4)) {
      return new RestPath(Resource.MODULE_TWIN, deviceId);
    }
    return isModule(segments, 5) && methods
        ? new RestPath(Resource.MODULE_METHODS, deviceId)
        : UNKNOWN;
  }

  private static RestPath ofOne(String segment) {
    return switch (segment) {
      case "devices" -> new RestPath(Resource.DEVICES, "");
      case "jobs" -> new RestPath(Resource.BULK_JOBS, "");
      case "configurations" -> new RestPath(Resource.CONFIGURATIONS, "");
      default -> UNKNOWN;
    };
  }

  private static RestPath ofJobs(List<String> segments) {
    if (!segments.get(1).equals("v2")) {
      return segments.size() == 2 ? new RestPath(Resource.BULK_JOBS, segments.get(1)) : UNKNOWN;
    }
    if (segments.equals(List.of("jobs", "v2", "query"))) {
      return new RestPath(Resource.JOB_QUERY, "");
    }
    if (segments.size() == 3) {
      return new RestPath(Resource.JOB, segments.get(2));
    }
    return segments.size() == 4 && segments.get(3).equals("cancel")
        ? new RestPath(Resource.JOB_CANCEL, segments.get(2))
        : UNKNOWN;
  }

  private static RestPath ofConfigurations(List<String> segments) {
    if (segments.size() > 2) {
      return UNKNOWN;
    }
    return segments.get(1).equals("testQueries")
        ? new RestPath(Resource.CONFIGURATION_TEST, "")
        : new RestPath(Resource.CONFIGURATION, segments.get(1));
  }

  private static RestPath ofStatistics(List<String> segments) {
    if (segments.equals(List.of("statistics", "devices"))) {
      return new RestPath(Resource.DEVICE_STATISTICS, "");
    }
    return segments.equals(List.of("statistics", "service"))
        ? new RestPath(Resource.SERVICE_STATISTICS, "")
        : UNKNOWN;
  }

  private static boolean isModule(List<String> segments, int size) {
    return segments.size() == size && segments.get(2).equals("modules");
  }
}
