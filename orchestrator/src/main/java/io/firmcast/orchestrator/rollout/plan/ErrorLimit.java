// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import org.jspecify.annotations.Nullable;

/**
 * How many devices of a wave may fail before the error action is taken. A count also bounds the
 * harm: failed and in flight together never exceed it, so no more than that many can fail.
 *
 * @param count reached at this many failures; null for no such limit
 * @param share of the finished ones, reached at this share; null for no such limit
 * @param minimumSample finished devices before the share is looked at, 1 or more
 */
public record ErrorLimit(@Nullable Integer count, @Nullable Share share, int minimumSample) {
  public static final ErrorLimit DEFAULT = new ErrorLimit(null, Share.percent(10), 10);

  public ErrorLimit {
    new Limits()
        .must(count == null || count >= 1, "count", "be 1 or more")
        .between(1, minimumSample, 1_000_000, "minimumSample")
        .enforce();
  }

  public static ErrorLimit count(int failures) {
    return new ErrorLimit(failures, null, 1);
  }

  public static ErrorLimit share(Share share, int minimumSample) {
    return new ErrorLimit(null, share, minimumSample);
  }

  /** Whether so many failures among so many finished are too many. */
  public boolean isReachedBy(int failed, int finished) {
    if (failed == 0) {
      return false;
    }
    return (count != null && failed >= count)
        || (share != null && finished >= minimumSample && share.isReachedBy(failed, finished));
  }

  /** How many may be in flight beside so many failures. */
  public int allows(int failed) {
    return count == null ? Integer.MAX_VALUE : Math.max(0, count - failed);
  }
}
