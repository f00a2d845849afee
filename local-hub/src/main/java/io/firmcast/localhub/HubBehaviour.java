// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.FaultRule;
import io.firmcast.localhub.fault.Span;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import java.time.Duration;
import java.util.List;

/**
 * How a hub treats its clients: its limits and its bad habits.
 *
 * @param tier what it is limited to
 * @param faults the rules that are on from the start; each one's time begins with the hub
 * @param tokenGrace how long a connection outlives its token
 * @param toConnect how long a socket may stay without a CONNECT
 * @param maxConnections how many devices may be connected at once; any more are told to come back
 *     later, after their TLS handshake and by CONNACK 3
 * @param readerPatience how long a reader of {@code /events} may take nothing while there is
 *     something for it; then it is disconnected, and may come back for the rest
 * @param configurationsEvery how often the hub looks which devices a configuration is for; about
 *     five minutes on the real hub
 */
public record HubBehaviour(
    TierSettings tier,
    List<FaultRule> faults,
    Duration tokenGrace,
    Duration toConnect,
    int maxConnections,
    Duration readerPatience,
    Duration configurationsEvery) {

  /** As fast as it can be, and nothing goes wrong. */
  public static final HubBehaviour FAST =
      new HubBehaviour(
          TierSettings.UNLIMITED,
          List.of(),
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Integer.MAX_VALUE,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  public HubBehaviour {
    faults = List.copyOf(faults);
    refuseIf(tokenGrace.isNegative(), "tokenGrace: must not be negative");
    refuseIf(toConnect.toSeconds() < 1, "toConnect: must be at least 1s");
    refuseIf(maxConnections < 1, "maxConnections: must be at least 1");
    refuseIf(readerPatience.toMillis() < 1, "readerPatience: must be at least 1ms");
    refuseIf(configurationsEvery.toMillis() < 1, "configurationsEvery: must be at least 1ms");
  }

  /**
   * What one unit of a real S1 does, as far as it is known.
   *
   * <ul>
   *   <li>The rates of section 7 with its traffic shaping: above a rate requests wait for up to ten
   *       seconds, then there is 429. So 20 query pages a minute, 100 twin reads and 50 twin
   *       updates a second from both sides together, 100 registry operations a minute.
   *   <li>The daily quota of section 7: 400,000 messages of 4 KB, then 403002.
   *   <li>One active job at a time, jobs at 10 devices a second (sections 6 and 7).
   *   <li>Section 5.2: queries see changes 3 to 10 seconds late. The documentation allows minutes.
   *   <li>Section 7: notifications may be coalesced. Here one in ten is, with what follows it
   *       within half a second; that is assumed.
   *   <li>Section 1.3: a connection outlives its token by up to ten minutes.
   * </ul>
   *
   * <p>It injects no failures: lost answers, 5xx and cut connections happen on the real hub, too,
   * but nobody knows how often; add rules for them.
   */
  public static HubBehaviour faithful() {
    return FAST.withTier(TierSettings.of(Tier.S1).withQuota(true))
        .withFaults(
            List.of(
                FaultRule.of(FaultKind.QUERY_LAG),
                FaultRule.of(FaultKind.COALESCE_DESIRED)
                    .withRate(0.1)
                    .withTime(Span.of(Duration.ofMillis(500)))))
        .withTokenGrace(Duration.ofMinutes(10));
  }

  public HubBehaviour withTier(TierSettings newTier) {
    return new HubBehaviour(
        newTier,
        faults,
        tokenGrace,
        toConnect,
        maxConnections,
        readerPatience,
        configurationsEvery);
  }

  public HubBehaviour withFaults(List<FaultRule> newFaults) {
    return new HubBehaviour(
        tier,
        newFaults,
        tokenGrace,
        toConnect,
        maxConnections,
        readerPatience,
        configurationsEvery);
  }

  public HubBehaviour withTokenGrace(Duration newTokenGrace) {
    return new HubBehaviour(
        tier,
        faults,
        newTokenGrace,
        toConnect,
        maxConnections,
        readerPatience,
        configurationsEvery);
  }

  public HubBehaviour withToConnect(Duration newToConnect) {
    return new HubBehaviour(
        tier,
        faults,
        tokenGrace,
        newToConnect,
        maxConnections,
        readerPatience,
        configurationsEvery);
  }

  public HubBehaviour withMaxConnections(int newMaxConnections) {
    return new HubBehaviour(
        tier,
        faults,
        tokenGrace,
        toConnect,
        newMaxConnections,
        readerPatience,
        configurationsEvery);
  }

  public HubBehaviour withReaderPatience(Duration newReaderPatience) {
    return new HubBehaviour(
        tier,
        faults,
        tokenGrace,
        toConnect,
        maxConnections,
        newReaderPatience,
        configurationsEvery);
  }

  public HubBehaviour withConfigurationsEvery(Duration newPeriod) {
    return new HubBehaviour(
        tier, faults, tokenGrace, toConnect, maxConnections, readerPatience, newPeriod);
  }

  private static void refuseIf(boolean broken, String problem) {
    if (broken) {
      throw new IllegalArgumentException(problem);
    }
  }
}
