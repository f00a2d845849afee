// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateNames;
import io.firmcast.kit.Problem;
import io.firmcast.stream.view.Filter;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a client wants to see; what it cannot have is a 400 {@link Problem}. */
final class FeedQuery {
  static final String DEVICE = "device";
  static final String PREFIX = "devicePrefix";
  static final String ROLLOUT = "rollout";
  static final String STATUS = "status";
  static final String FROM = "from";
  static final Set<String> FILTER = Set.of(DEVICE, PREFIX, ROLLOUT, STATUS);

  private FeedQuery() {}

  /**
   * @param others parameters that are read elsewhere
   */
  static Filter filter(MultiMap query, Set<String> others) {
    for (var name : query.names()) {
      if (!FILTER.contains(name) && !others.contains(name)) {
        throw bad(name, "There is no parameter of this name here.");
      }
    }
    return filter(
        query.getAll(DEVICE),
        one(query, PREFIX),
        one(query, ROLLOUT),
        query.getAll(STATUS).stream().flatMap(FeedQuery::split).toList());
  }

  static Filter filter(
      Collection<String> devices,
      @Nullable String prefix,
      @Nullable String rollout,
      Collection<String> statuses) {
    if (devices.size() > FeedLimits.NAMED_DEVICES) {
      throw bad(DEVICE, "Name at most " + FeedLimits.NAMED_DEVICES + " devices.");
    }
    if (rollout != null && !UpdateNames.isRollout(rollout)) {
      throw bad(ROLLOUT, "A rollout is 1 to 48 of A-Z a-z 0-9 and . _ -.");
    }
    return new Filter(
        values(devices, text -> device(DEVICE, text)),
        prefix == null ? null : device(PREFIX, prefix),
        rollout,
        values(statuses, FeedQuery::status));
  }

  /** Up to where the client has heard everything: what a browser sends by itself, or a query. */
  static @Nullable ResumePoint from(MultiMap query, @Nullable String lastEventId) {
    var text = lastEventId == null ? one(query, FROM) : lastEventId;
    return text == null ? null : ResumePoint.parse(text);
  }

  static Problem bad(String parameter, String detail) {
    return new Problem(400, "bad-parameter", detail).with("parameter", parameter);
  }

  private static @Nullable String one(MultiMap query, String name) {
    List<String> all = query.getAll(name);
    if (all.size() > 1) {
      throw bad(name, "Give it once.");
    }
    return all.isEmpty() ? null : all.get(0);
  }

  private static <T> Set<T> values(Collection<String> texts, Function<String, T> read) {
    return texts.stream().map(read).collect(Collectors.toSet());
  }

  /** For statuses only: a comma may be part of a device's id. */
  private static Stream<String> split(String text) {
    return text.isEmpty() ? Stream.of(text) : Arrays.stream(text.split(","));
  }

  private static DeviceId device(String parameter, String text) {
    try {
      return new DeviceId(text);
    } catch (BadMessage notOne) {
      throw bad(parameter, "A device id " + notOne.reason() + ".");
    }
  }

  private static FirmwareStatus status(String text) {
    var status = FirmwareStatus.of(text);
    if (!status.wire().equals(text)) {
      throw bad(
          STATUS,
          Arrays.stream(FirmwareStatus.values())
              .map(FirmwareStatus::wire)
              .collect(Collectors.joining(", ", "A status is one of ", ".")));
    }
    return status;
  }
}
