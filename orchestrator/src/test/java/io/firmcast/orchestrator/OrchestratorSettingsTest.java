// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.orchestrator.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrchestratorSettingsTest {
  private final OrchestratorSettings defaults = OrchestratorSettings.defaults(Path.of("data"));

  @Test
  void by_default_it_listens_on_loopback_and_keeps_a_file() {
    assertThat(defaults.httpHost()).isEqualTo("127.0.0.1");
    assertThat(defaults.httpPort()).isEqualTo(8081);
    assertThat(defaults.database()).isEqualTo(new Database.Sqlite(Path.of("data/orchestrator.db")));
    assertThat(defaults.pace())
        .isEqualTo(
            new Pace(
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                40));
  }

  @Test
  void every_setting_is_taken() {
    var pace =
        new Pace(
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            4);
    var settings =
        defaults
            .withHttp("0.0.0.0", 0)
            .withDatabaseUrl("postgres://me:secret@db:5433/fleet")
            .withPace(pace);

    assertThat(settings.httpHost()).isEqualTo("0.0.0.0");
    assertThat(settings.httpPort()).isZero();
    assertThat(settings.database()).isInstanceOf(Database.Postgres.class);
    assertThat(settings.pace()).isEqualTo(pace);
    assertThat(settings.toString()).contains("db/fleet").doesNotContain("secret");
  }

  @Test
  void all_problems_are_reported_at_once() {
    var pace = new Pace(Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

    assertThatThrownBy(
            () ->
                new OrchestratorSettings(
                    " ",
                    70_000,
                    Path.of("data"),
                    java.net.URI.create("mysql://db/x"),
                    pace,
                    RolloutSettings.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(
            "http-host",
            "http-port",
            "DATABASE_URL",
            "method-timeout",
            "reconcile-period",
            "unknown-deadline",
            "progress-deadline",
            "twin-reads-per-second");
  }

  @Test
  void a_text_that_is_no_url_is_not_repeated() {
    assertThatThrownBy(() -> defaults.withDatabaseUrl("postgresql://me:se cret@db/fleet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("cret@");
  }
}
