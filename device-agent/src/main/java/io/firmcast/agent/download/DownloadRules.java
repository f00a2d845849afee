// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where, and with how much patience.
 *
 * @param allowHttp whether an address may be http: the hash is signed, but everybody on the way
 *     then sees what is fetched
 * @param allowedHosts in lower case; empty where any host that was signed will do. Only what stands
 *     here literally may be this machine or its link
 * @param byProxy whether a proxy connects, and looks names up
 * @param slowest bytes a second, over {@code speedWindow}
 * @param answerWithin until the head of an answer
 * @param reserve bytes that must stay free on the disk
 * @param attempts in all; the end of all patience
 * @param fruitless attempts in a row that bring not a byte
 * @param suspicious attempts that end in a way that more of them will hardly change
 */
public record DownloadRules(
    boolean allowHttp,
    Set<String> allowedHosts,
    boolean byProxy,
    long slowest,
    Duration speedWindow,
    Duration answerWithin,
    long reserve,
    int attempts,
    int fruitless,
    int suspicious,
    Duration firstRetry,
    Duration longestRetry) {

  /** https only, from any host that was signed. */
  public static final DownloadRules DEFAULT =
      new DownloadRules(
          false,
          Set.of(),
          false,
          1024,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          64L << 20,
          200,
          12,
          4,
          Duration.ofSeconds(1),
          Duration.ofMinutes(2));

  public DownloadRules {
    allowedHosts =
        allowedHosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** These rules for those hosts. */
  public DownloadRules from(boolean http, Set<String> hosts) {
    return new DownloadRules(
        http,
        hosts,
        byProxy,
        slowest,
        speedWindow,
        answerWithin,
        reserve,
        attempts,
        fruitless,
        suspicious,
        firstRetry,
        longestRetry);
  }

  /** These rules where a proxy connects. */
  public DownloadRules throughProxy() {
    return new DownloadRules(
        allowHttp,
        allowedHosts,
        true,
        slowest,
        speedWindow,
        answerWithin,
        reserve,
        attempts,
        fruitless,
        suspicious,
        firstRetry,
        longestRetry);
  }

  /** These rules with that patience for a slow server. */
  public DownloadRules atLeast(long bytesPerSecond, Duration over, Duration answer) {
    return new DownloadRules(
        allowHttp,
        allowedHosts,
        byProxy,
        bytesPerSecond,
        over,
        answer,
        reserve,
        attempts,
        fruitless,
        suspicious,
        firstRetry,
        longestRetry);
  }

  /** These rules with waits of at most that long between attempts. */
  public DownloadRules retrying(Duration first, Duration longest) {
    return new DownloadRules(
        allowHttp,
        allowedHosts,
        byProxy,
        slowest,
        speedWindow,
        answerWithin,
        reserve,
        attempts,
        fruitless,
        suspicious,
        first,
        longest);
  }

  /** These rules with that much of the disk left alone. */
  public DownloadRules reserving(long bytes) {
    return new DownloadRules(
        allowHttp,
        allowedHosts,
        byProxy,
        slowest,
        speedWindow,
        answerWithin,
        bytes,
        attempts,
        fruitless,
        suspicious,
        firstRetry,
        longestRetry);
  }
}
