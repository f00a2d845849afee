// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.orchestrator.store.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an orchestrator runs. What is wrong is reported all at once, in the message of an {@link
 * IllegalArgumentException}, one line each. {@link #toString} shows no password.
 *
 * @param httpPort 0 for any free port
 * @param dataDir where the SQLite file is, unless there is a database URL
 * @param databaseUrl {@code postgresql://user:password@host:port/database}; null for SQLite
 */
public record OrchestratorSettings(
    String httpHost,
    int httpPort,
    Path dataDir,
    @Nullable URI databaseUrl,
    Pace pace,
    RolloutSettings rollouts) {

  public OrchestratorSettings {
    List<String> problems = new ArrayList<>();
    if (httpHost.isBlank()) {
      problems.add("http-host must not be empty");
    }
    if (httpPort < 0 || httpPort > 65_535) {
      problems.add("http-port must be 0 to 65535, not " + httpPort);
    }
    if (databaseUrl != null && !isPostgres(databaseUrl)) {
      problems.add("DATABASE_URL must be postgresql://user:password@host:port/database");
    }
    shorter(problems, "method-timeout", pace.methodTimeout(), Duration.ofSeconds(5));
    if (pace.methodTimeout().compareTo(Duration.ofMinutes(5)) > 0) {
      problems.add("method-timeout must be at most 300 s");
    }
    shorter(problems, "reconcile-period", pace.reconcilePeriod(), Duration.ofMillis(100));
    shorter(problems, "unknown-deadline", pace.unknownDeadline(), Duration.ofMillis(1));
    shorter(problems, "progress-deadline", pace.progressDeadline(), Duration.ofMillis(1));
    if (pace.twinReadsPerSecond() < 1) {
      problems.add("twin-reads-per-second must be 1 or more");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /** Loopback, port 8081, SQLite in that folder. */
  public static OrchestratorSettings defaults(Path dataDir) {
    return new OrchestratorSettings(
        "127.0.0.1", 8081, dataDir, null, Pace.defaults(), RolloutSettings.DEFAULTS);
  }

  public OrchestratorSettings withHttp(String host, int port) {
    return new OrchestratorSettings(host, port, dataDir, databaseUrl, pace, rollouts);
  }

  /** {@code postgres://} is taken for {@code postgresql://}, as most hosts write it. */
  public OrchestratorSettings withDatabaseUrl(@Nullable String url) {
    return new OrchestratorSettings(httpHost, httpPort, dataDir, parsed(url), pace, rollouts);
  }

  public OrchestratorSettings withPace(Pace newPace) {
    return new OrchestratorSettings(httpHost, httpPort, dataDir, databaseUrl, newPace, rollouts);
  }

  public OrchestratorSettings withRollouts(RolloutSettings other) {
    return new OrchestratorSettings(httpHost, httpPort, dataDir, databaseUrl, pace, other);
  }

  /** Where updates are kept. */
  Database database() {
    return databaseUrl == null
        ? new Database.Sqlite(dataDir.resolve("orchestrator.db"))
        : new Database.Postgres(databaseUrl);
  }

  @Override
  public String toString() {
    return "OrchestratorSettings[%s:%d, %s, %s]".formatted(httpHost, httpPort, database(), pace);
  }

  private static @Nullable URI parsed(@Nullable String url) {
    try {
      return url == null ? null : URI.create(url.replaceFirst("^postgres://", "postgresql://"));
    } catch (IllegalArgumentException notAUri) {
      // Without the cause, whose message repeats the text and the password in it.
      throw new IllegalArgumentException("DATABASE_URL is not a URL");
    }
  }

  private static boolean isPostgres(URI url) {
    return "postgresql".equals(url.getScheme()) && url.getHost() != null && url.getPath() != null;
  }

  private static void shorter(List<String> problems, String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      problems.add("%s must be at least %d ms".formatted(name, least.toMillis()));
    }
  }
}
