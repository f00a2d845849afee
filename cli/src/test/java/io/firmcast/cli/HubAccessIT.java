// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firmcast hub policy|certificate|bearer} against a hub that they find by its data. */
class HubAccessIT {
  private static final String ADDRESS = "127.0.0.44";

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private @Nullable LocalHub started;

  @BeforeEach
  void start() {
    var hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data.resolve("hub"))));
    LocalHubDoor.in(data).openAndFollow(vertx, hub);
    started = hub;
  }

  @AfterEach
  void stop() {
    done(hub().close());
    done(vertx.close());
  }

  @Test
  void policies_are_listed_without_their_keys() {
    assertThat(hub("policy", "list").out())
        .isEqualTo(
            """
            keyName            rights
            device             DeviceConnect
            iothubowner        RegistryRead, RegistryWrite, ServiceConnect, DeviceConnect
            registryRead       RegistryRead
            registryReadWrite  RegistryRead, RegistryWrite
            service            ServiceConnect
            """);
    assertThat(
            new JsonArray(hub("policy", "list", "-o", "json").out()).getJsonObject(0).fieldNames())
        .containsExactly("keyName", "rights");
  }

  @Test
  void a_key_is_renewed_and_a_script_gets_the_connection_string_with_it() {
    var old = hub("policy", "connection-string", "-n", "service").out();

    var renewed = hub("policy", "renew-key", "-n", "service", "--rk", "primary");

    assertThat(renewed)
        .isEqualTo(new Terminal(Exit.OK, "", "The primary key of service is a new one.\n"));
    var now = hub("policy", "connection-string", "-n", "service").out();
    assertThat(now).isNotEqualTo(old).isEqualTo(hub().serviceConnectionString("service") + "\n");
    assertThat(hub("policy", "renew-key", "-n", "root", "--rk", "primary"))
        .isEqualTo(new Terminal(Exit.NOT_FOUND, "", "firmcast: No shared access policy root.\n"));
  }

  @Test
  void the_owner_s_own_key_may_be_renewed_and_other_commands_still_find_the_hub() throws Exception {
    var old = hub().serviceConnectionString();

    assertThat(hub("policy", "renew-key", "-n", "iothubowner", "--rk", "primary").exitCode())
        .isEqualTo(Exit.OK);

    assertThat(Files.readString(data.resolve("hub/connection-string")).strip())
        .isEqualTo(hub().serviceConnectionString())
        .isNotEqualTo(old);
    assertThat(Terminal.run("devices", "list", "--data", data.toString()).exitCode())
        .isEqualTo(Exit.OK);
    var stale =
        Terminal.run(
            Map.of("IOTHUB_CONNECTION_STRING", old),
            "hub",
            "policy",
            "list",
            "--ca-file",
            data.resolve("hub/ca.pem").toString());
    assertThat(stale.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(stale.err()).contains("refuses the connection string", "iothubowner");
  }

  @Test
  void an_authority_is_registered_listed_and_deleted() {
    // The hub's own will do: it is an authority's certificate in a file.
    var file = data.resolve("hub/ca.pem").toString();

    var created = hub("certificate", "create", "-p", file);
    var listed = hub("certificate", "list", "-o", "json");

    assertThat(created.out()).startsWith("thumbprint").contains("CN=Firmcast local hub CA");
    var one = new JsonArray(listed.out()).getJsonObject(0);
    var thumbprint = one.getString("thumbprint");
    assertThat(thumbprint).matches("[0-9A-F]{64}");
    assertThat(hub("certificate", "delete", "--thumbprint", thumbprint))
        .isEqualTo(new Terminal(Exit.OK, "", "Deleted.\n"));
    assertThat(hub("certificate", "delete", "--thumbprint", thumbprint).exitCode())
        .isEqualTo(Exit.NOT_FOUND);
    assertThat(hub("certificate", "list").err()).isEqualTo("No authorities.\n");
    assertThat(hub("certificate", "create", "-p", "/no/such").exitCode()).isEqualTo(Exit.USAGE);
  }

  @Test
  void a_device_of_a_registered_authority_is_created_without_keys() {
    var created =
        Terminal.run("devices", "create", "-d", "x", "--x509-ca", "--data", data.toString());

    assertThat(created.out()).contains("authentication  certificateAuthority\n");
    assertThat(
            Terminal.run("devices", "connection-string", "-d", "x", "--data", data.toString())
                .out())
        .isEqualTo("HostName=" + ADDRESS + ";DeviceId=x;x509=true\n");
    assertThat(
            Terminal.run(
                    "devices",
                    "create",
                    "-d",
                    "y",
                    "--x509-ca",
                    "--x509-thumbprint",
                    "0".repeat(40),
                    "--data",
                    data.toString())
                .exitCode())
        .isEqualTo(Exit.USAGE);
  }

  @Test
  void a_bearer_token_out_of_the_environment_lets_the_service_side_in() throws Exception {
    var file = Files.writeString(data.resolve("token"), "a-token-out-of-a-file\n");
    assertThat(read("a-token-out-of-a-file")).isEqualTo(401);

    var set =
        Terminal.run(
            Map.of("FIRMCAST_BEARER_TOKEN_FILE", file.toString()),
            "hub",
            "bearer",
            "set",
            "--data",
            data.toString());

    assertThat(set.out()).isEqualTo("token  jwtKey\ntrue   false\n");
    assertThat(read("a-token-out-of-a-file")).isEqualTo(200);
    assertThat(hub("bearer", "show").out()).isEqualTo(set.out());
    assertThat(hub("bearer", "delete").out()).isEqualTo("token  jwtKey\nfalse  false\n");
    assertThat(read("a-token-out-of-a-file")).isEqualTo(401);
    assertThat(hub("bearer", "set").exitCode()).isEqualTo(Exit.USAGE);
    assertThat(hub("bearer", "set", "--jwt-key", "short").err())
        .isEqualTo("firmcast: The hub refuses this: A key needs at least 16 bytes\n");
  }

  @Test
  void what_is_away_is_one_sentence_and_help_shows_the_vocabulary() {
    assertThat(Terminal.run("hub", "policy").out()).contains("renew-key", "connection-string");
    assertThat(Terminal.run("hub", "--help").out()).contains("policy", "certificate", "bearer");
    done(hub().close());

    var away = hub("policy", "list");

    assertThat(away.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(away.err()).contains("nothing answers", "firmcast hub").hasLineCount(1);
  }

  private int read(String token) throws Exception {
    var address =
        "https://%s:%d/statistics/devices?api-version=2021-04-12"
            .formatted(ADDRESS, hub().httpsPort());
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .build();
    var trust = Trust.of(hub().caFile().orElseThrow());
    var http = HttpClient.newBuilder().sslContext(trust.sslContext()).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private Terminal hub(String... words) {
    List<String> all = new ArrayList<>(List.of("hub"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", data.toString()));
    return Terminal.run(all.toArray(String[]::new));
  }

  private LocalHub hub() {
    if (started == null) {
      throw new AssertionError("not started");
    }
    return started;
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(40, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}
