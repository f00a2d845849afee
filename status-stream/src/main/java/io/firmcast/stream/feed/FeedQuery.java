// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.kit.Problem;
import io.firmcast.stream.view.Filter;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a client asks for in its query; what it cannot have is a 400 {@link Problem}. */
final class FeedQuery {
  private static final Set<String> KNOWN = Set.of("device", "status");

  private FeedQuery() {}

  /**
   * @param others parameters that are read elsewhere
   */
  static Filter filter(MultiMap query, Set<String> others) {
    for (var name : query.names()) {
      if (!KNOWN.contains(name) && !others.contains(name)) {
        throw bad(name, "There is no parameter of this name here.");
      }
    }
    var devices = values(query.getAll("device").stream(), FeedQuery::device);
    if (devices.size() > FeedLimits.NAMED_DEVICES) {
      throw bad("device", "Name at most " + FeedLimits.NAMED_DEVICES + " devices.");
    }
    return new Filter(
        devices,
        values(query.getAll("status").stream().flatMap(FeedQuery::split), FeedQuery::status));
  }

  static Problem bad(String parameter, String detail) {
    return new Problem(400, "bad-parameter", detail).with("parameter", parameter);
  }

  private static <T> Set<T> values(Stream<String> texts, Function<String, T> read) {
    return texts.map(read).collect(Collectors.toSet());
  }

  /** For statuses only: a comma may be part of a device's id. */
  private static Stream<String> split(String text) {
    return text.isEmpty() ? Stream.of(text) : Arrays.stream(text.split(","));
  }

  private static DeviceId device(String text) {
    try {
      return new DeviceId(text);
    } catch (BadMessage notOne) {
      throw bad("device", "A device id " + notOne.reason() + ".");
    }
  }

  private static FirmwareStatus status(String text) {
    var status = FirmwareStatus.of(text);
    if (!status.wire().equals(text)) {
      throw bad(
          "status",
          Arrays.stream(FirmwareStatus.values())
              .map(FirmwareStatus::wire)
              .collect(Collectors.joining(", ", "A status is one of ", ".")));
    }
    return status;
  }
}
