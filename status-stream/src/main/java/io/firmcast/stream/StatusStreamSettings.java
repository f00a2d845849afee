// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import io.firmcast.hub.quota.HubRates;
import io.firmcast.stream.site.ClientAddress;
import io.firmcast.stream.site.Origins;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a status stream is started. What is wrong with it is said all at once.
 *
 * @param host the address to listen on
 * @param port 0 for any free port
 * @param orchestrator where the orchestrator's API is, {@code http://host:port}; null for none
 * @param origins of the pages that may call, as browsers write them; the page's own on a loopback
 *     address need not be named
 * @param pollInterval between two readings of an active device, 10 ms to 1 minute
 * @param sweepInterval between two queries for what changed elsewhere, 50 ms to 1 hour
 * @param readsInFlight twins read at one time, 1 to 1000
 * @param maxClients of the feed at one time, 1 to 100,000
 * @param maxClientsPerAddress of those, from one address, 1 to 100,000
 * @param trustedProxies addresses of proxies whose word is taken for where a client is
 * @param rates how much of the hub this service may use
 * @param source by what it hears of changes
 * @param remembered changes that a client which comes back can still be told, 100 to 10,000,000
 */
public record StatusStreamSettings(
    String host,
    int port,
    @Nullable URI orchestrator,
    Set<String> origins,
    Duration pollInterval,
    Duration sweepInterval,
    int readsInFlight,
    int maxClients,
    int maxClientsPerAddress,
    Set<String> trustedProxies,
    HubRates rates,
    SourceKind source,
    int remembered) {

  /** On loopback, without an orchestrator, at the pace of design.md section 6. */
  public static final StatusStreamSettings DEFAULTS =
      new StatusStreamSettings(
          "127.0.0.1",
          8080,
          null,
          Set.of(),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          16,
          5000,
          1000,
          Set.of(),
          HubRates.UNLIMITED,
          SourceKind.POLL,
          50_000);

  /**
   * @throws IllegalArgumentException with every problem, one a line
   */
  public StatusStreamSettings {
    origins = Set.copyOf(origins);
    trustedProxies = Set.copyOf(trustedProxies);
    var wrong = new ArrayList<String>();
    if (host.isBlank()) {
      wrong.add("host must not be empty");
    }
    within(wrong, "port", port, 0, 65_535);
    within(wrong, "pollInterval in ms", pollInterval.toMillis(), 10, 60_000);
    within(wrong, "sweepInterval in ms", sweepInterval.toMillis(), 50, 3_600_000);
    within(wrong, "readsInFlight", readsInFlight, 1, 1000);
    within(wrong, "maxClients", maxClients, 1, 100_000);
    within(wrong, "maxClientsPerAddress", maxClientsPerAddress, 1, 100_000);
    within(wrong, "remembered", remembered, 100, 10_000_000);
    trustedProxies.stream()
        .filter(address -> !ClientAddress.isAddress(address))
        .sorted()
        .map(address -> "a trusted proxy must be an address like 10.0.0.1, not " + address)
        .forEach(wrong::add);
    if (orchestrator != null && !isServer(orchestrator)) {
      wrong.add("orchestrator must be http://host:port without a path, not " + orchestrator);
    }
    origins.stream()
        .filter(origin -> !Origins.isOrigin(origin))
        .sorted()
        .map(origin -> "an origin must be like https://host:port, not " + origin)
        .forEach(wrong::add);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
  }

  public StatusStreamSettings withAddress(String newHost, int newPort) {
    return new StatusStreamSettings(
        newHost,
        newPort,
        orchestrator,
        origins,
        pollInterval,
        sweepInterval,
        readsInFlight,
        maxClients,
        maxClientsPerAddress,
        trustedProxies,
        rates,
        source,
        remembered);
  }

  public StatusStreamSettings withOrchestrator(@Nullable URI newOrchestrator) {
    return new StatusStreamSettings(
        host,
        port,
        newOrchestrator,
        origins,
        pollInterval,
        sweepInterval,
        readsInFlight,
        maxClients,
        maxClientsPerAddress,
        trustedProxies,
        rates,
        source,
        remembered);
  }

  public StatusStreamSettings withOrigins(Set<String> newOrigins) {
    return new StatusStreamSettings(
        host,
        port,
        orchestrator,
        newOrigins,
        pollInterval,
        sweepInterval,
        readsInFlight,
        maxClients,
        maxClientsPerAddress,
        trustedProxies,
        rates,
        source,
        remembered);
  }

  public StatusStreamSettings withPace(Duration newPollInterval, Duration newSweepInterval) {
    return new StatusStreamSettings(
        host,
        port,
        orchestrator,
        origins,
        newPollInterval,
        newSweepInterval,
        readsInFlight,
        maxClients,
        maxClientsPerAddress,
        trustedProxies,
        rates,
        source,
        remembered);
  }

  public StatusStreamSettings withClients(int most, int mostPerAddress, Set<String> proxies) {
    return new StatusStreamSettings(
        host,
        port,
        orchestrator,
        origins,
        pollInterval,
        sweepInterval,
        readsInFlight,
        most,
        mostPerAddress,
        proxies,
        rates,
        source,
        remembered);
  }

  public StatusStreamSettings withHub(HubRates newRates, SourceKind newSource) {
    return new StatusStreamSettings(
        host,
        port,
        orchestrator,
        origins,
        pollInterval,
        sweepInterval,
        readsInFlight,
        maxClients,
        maxClientsPerAddress,
        trustedProxies,
        newRates,
        newSource,
        remembered);
  }

  private static void within(List<String> wrong, String what, long value, long least, long most) {
    if (value < least || value > most) {
      wrong.add("%s must be %d to %d, not %d".formatted(what, least, most, value));
    }
  }

  private static boolean isServer(URI uri) {
    var scheme = uri.getScheme();
    var path = uri.getRawPath();
    return ("http".equals(scheme) || "https".equals(scheme))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && (path == null || path.isEmpty() || path.equals("/"));
  }
}
