// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.util.List;

/**
 * What a token speaks for: a host and a path, which authorises everything below it segment by
 * segment.
 */
record SasScope(String host, List<String> path) {

  static SasScope of(String resource) {
    var segments = List.of(resource.split("/", -1));
    var path = segments.subList(1, segments.size());
    // A trailing slash names nothing more.
    return new SasScope(
        segments.get(0), path.stream().filter(segment -> !segment.isEmpty()).toList());
  }

  /** {@code devices/dev1} covers {@code devices/dev1/modules/m} but not {@code devices/dev10}. */
  boolean covers(List<String> target) {
    return path.size() <= target.size() && target.subList(0, path.size()).equals(path);
  }
}
