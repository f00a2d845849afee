// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The buckets and the quota of one tier while it is in force. */
final class Limits {

  private final TierSettings settings;
  private final Map<Operation, Bucket> buckets = new EnumMap<>(Operation.class);
  private final @Nullable Quota quota;

  Limits(TierSettings settings, TierTime time) {
    this.settings = settings;
    this.quota = settings.quota() ? new Quota(time, settings) : null;
    for (var operation : Operation.values()) {
      var amount = operation.amount(settings.tier(), settings.units());
      buckets.put(operation, new Bucket(time, amount, operation.window(), settings.patience()));
    }
  }

  Future<Void> admit(Operation operation, int cost) {
    if (operation.standardOnly() && settings.tier().basic()) {
      // Section 7, inferred: the real hub's words for this are not recorded.
      return refused(Code.INVALID_OPERATION, "The basic tier does not have this operation.");
    }
    if (operation.charged() && quota != null && quota.exhausted()) {
      return refused(Code.QUOTA_EXCEEDED, "Total number of messages on the hub exceeded.");
    }
    var bucket = buckets.get(operation);
    return bucket == null ? Future.succeededFuture() : bucket.take(cost);
  }

  void charge(long bytes) {
    if (quota != null) {
      quota.charge(bytes);
    }
  }

  long charged() {
    return quota == null ? 0 : quota.used();
  }

  void open() {
    buckets.values().forEach(Bucket::open);
  }

  void abandon() {
    var stopping = new HubFailure(Code.UNAVAILABLE, "The hub is stopping");
    buckets.values().forEach(bucket -> bucket.abandon(stopping));
  }

  private static Future<Void> refused(Code code, String message) {
    return Future.failedFuture(new HubFailure(code, message));
  }
}
