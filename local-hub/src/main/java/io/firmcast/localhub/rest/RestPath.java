// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.wire.Percent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A request's path, taken apart. Not left to the router, because the Java SDK puts device ids
 * unencoded into the path, where a {@code %} need not begin an escape and a {@code +} is itself.
 *
 * @param deviceId the key of a device or module, see {@link IdentityKey}, or the id of a job or
 *     configuration; empty where the resource is none of these
 */
record RestPath(Resource resource, String deviceId) {

  private static final RestPath UNKNOWN = new RestPath(Resource.UNKNOWN, "");

  static RestPath of(String rawPath) {
    // Node lists the devices at /devices/.
    var path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    var segments = Arrays.stream(path.split("/", -1)).skip(1).map(Percent::decode).toList();
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
      // A device may have this name, too: only a POST is a query.
      return new RestPath(Resource.QUERY, segments.get(1));
    }
    if (segments.size() == 3 && segments.get(2).equals("commands")) {
      return new RestPath(Resource.COMMANDS, segments.get(1));
    }
    return ofDevice(segments, Resource.DEVICE, Resource.MODULE)
        .or(() -> modules(segments))
        .orElse(UNKNOWN);
  }

  private static RestPath ofTwins(List<String> segments) {
    var last = segments.size() - 1;
    return ofDevice(segments, Resource.TWIN, Resource.MODULE_TWIN)
        .or(
            () ->
                segments.get(last).equals("methods")
                    ? ofDevice(segments.subList(0, last), Resource.METHODS, Resource.MODULE_METHODS)
                    : Optional.empty())
        .orElse(UNKNOWN);
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

  /** What {@code …/{device}} or {@code …/{device}/modules/{module}} names. */
  private static Optional<RestPath> ofDevice(
      List<String> segments, Resource device, Resource module) {
    if (segments.size() == 2) {
      return Optional.of(new RestPath(device, id(segments.get(1))));
    }
    return segments.size() == 4 && segments.get(2).equals("modules")
        ? Optional.of(
            new RestPath(module, IdentityKey.ofModule(id(segments.get(1)), id(segments.get(3)))))
        : Optional.empty();
  }

  private static Optional<RestPath> modules(List<String> segments) {
    return segments.size() == 3 && segments.get(2).equals("modules")
        ? Optional.of(new RestPath(Resource.MODULES, id(segments.get(1))))
        : Optional.empty();
  }

  /** An escaped slash would make a module's key of a device's id. */
  private static String id(String segment) {
    if (segment.indexOf('/') >= 0) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "An id cannot hold a slash");
    }
    return segment;
  }
}
