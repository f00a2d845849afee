// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.MqttDevice;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code firmcast devices} against a hub that it finds by its data. */
class DevicesIT {
  private static final String ADDRESS = "127.0.0.43";

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private @Nullable LocalHub started;

  @BeforeEach
  void start() {
    var hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data.resolve("hub"))));
    LocalHubDoor.in(data).open(hub);
    started = hub;
  }

  @AfterEach
  void stop() {
    done(hub().close());
    done(vertx.close());
  }

  @Test
  void a_device_is_created_shown_and_deleted() {
    var created = devices("create", "-d", "sim-0");
    var shown = devices("show", "-d", "sim-0");
    var deleted = devices("delete", "-d", "sim-0");

    assertThat(created.out()).isEqualTo(shown.out());
    assertThat(created.out())
        .startsWith(
            """
            device          sim-0
            status          enabled
            connection      Disconnected
            last activity   never
            authentication  sas
            """);
    assertThat(deleted).isEqualTo(new Terminal(Exit.OK, "", "Deleted sim-0.\n"));
    assertThat(devices("show", "-d", "sim-0").exitCode()).isEqualTo(Exit.NOT_FOUND);
  }

  @Test
  void keys_are_shown_on_request_only() {
    devices("create", "-d", "sim-0");
    var connectionString = hub().deviceConnectionString("sim-0");
    var key = ConnectionString.parse(connectionString).sharedAccessKey();

    assertThat(devices("show", "-d", "sim-0").out()).doesNotContain(key);
    assertThat(devices("show", "-d", "sim-0", "-o", "json").out()).doesNotContain(key);
    assertThat(devices("show", "-d", "sim-0", "--show-connection-string").out())
        .contains(connectionString);
    assertThat(
            json(devices("show", "-d", "sim-0", "-o", "json", "--show-connection-string"))
                .getString("connectionString"))
        .isEqualTo(connectionString);
  }

  @Test
  void a_device_that_exists_is_left_as_it_is() {
    devices("create", "-d", "sim-0");

    assertThat(devices("create", "-d", "sim-0"))
        .isEqualTo(
            new Terminal(
                Exit.FAILED,
                "",
                "firmcast: sim-0 exists already; 'firmcast devices show -d sim-0' shows it.\n"));
    assertThat(devices("create", "--count", "3"))
        .isEqualTo(
            new Terminal(Exit.OK, "", "Created 2 devices of sim-0 to sim-2; 1 existed already.\n"));
  }

  @Test
  void many_are_created_with_their_connection_strings_listed_and_deleted_with_yes() {
    var created = devices("create", "--count", "120", "--prefix", "d-", "--show-connection-string");
    assertThat(created.err()).isEqualTo("Created 120 devices, d-0 to d-119.\n");
    assertThat(created.out().lines())
        .hasSize(120)
        .last()
        .isEqualTo(hub().deviceConnectionString("d-119"));
    assertThat(devices("list").out().lines()).hasSize(121);
    assertThat(devices("list", "--top", "7").out().lines()).hasSize(8);

    var hesitant = devices("delete", "-q", "startswith(deviceId, 'd-1')");
    assertThat(hesitant.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(hesitant.err()).contains("31 devices, d-1, d-10, d-100, …", "--yes");
    assertThat(devices("delete", "-q", "startswith(deviceId, 'd-1')", "--yes").err())
        .isEqualTo("Deleted 31 devices.\n");
    assertThat(devices("list").out().lines()).hasSize(90);
  }

  @Test
  void a_list_is_a_condition_or_a_whole_query_and_json_has_whole_twins() {
    devices("create", "-d", "sim-0");
    devices("create", "-d", "sim-1", "--status", "disabled");

    assertThat(devices("list", "-q", "status = 'disabled'").out())
        .isEqualTo(
            """
            deviceId  status    connectionState  lastActivityTime  authenticationType
            sim-1     disabled  Disconnected     never             sas
            """);
    assertThat(
            devices("list", "-q", "SELECT COUNT() AS n FROM devices WHERE is_defined(tags.x)")
                .err())
        .doesNotContain("firmcast:");
    var twins = new JsonArray(devices("list", "-o", "json").out());
    assertThat(twins).hasSize(2);
    assertThat(twins.getJsonObject(0).getJsonObject("properties").fieldNames())
        .containsExactlyInAnyOrder("desired", "reported");
    assertThat(devices("list", "-q", "deviceId = 'x'").err()).isEqualTo("No devices.\n");
    assertThat(devices("list", "-q", "deviceId = 'x'", "-o", "json").out().strip())
        .isEqualTo("[ ]");
  }

  @Test
  void a_query_that_is_none_shows_what_was_asked() {
    var terminal = devices("list", "-q", "status =");

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.err())
        .startsWith("firmcast: The hub refuses this: ")
        .contains("WHERE status =");
  }

  @Test
  void a_twin_is_changed_and_replaced_at_its_etag_only() throws Exception {
    devices("create", "-d", "sim-0");
    var file = Files.writeString(data.resolve("tags.json"), "{\"site\":\"lab\"}");

    var changed =
        devices("twin", "-d", "sim-0", "--desired", "{\"a\":{\"b\":[1]}}", "--tags", "@" + file);
    assertThat(changed.out())
        .contains("tags.site          lab\n", "desired.a.b        [1]\n", "desired.$version   2\n")
        .doesNotContain("$metadata");
    var etag = json(devices("twin", "-d", "sim-0", "-o", "json")).getString("etag");
    var replaced =
        devices(
            "twin", "-d", "sim-0", "--desired", "{}", "--replace", "--etag", etag, "-o", "json");
    assertThat(json(replaced).containsKey("tags")).isFalse();

    var stale = devices("twin", "-d", "sim-0", "--tags", "{\"a\":1}", "--etag", etag);
    assertThat(stale.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(stale.err()).contains("sim-0 has changed since");
  }

  @Test
  void a_method_s_answer_is_printed_whatever_its_status() {
    devices("create", "-d", "sim-0");
    connect((name, payload) -> new MethodAnswer(418, new JsonObject().put(name, payload)));

    assertThat(devices("invoke", "-d", "sim-0", "--mn", "brew", "--mc", "{\"cups\":2}").out())
        .isEqualTo(
            """
            status             418
            payload.brew.cups  2
            """);
    assertThat(
            json(
                devices(
                    "invoke", "-d", "sim-0", "--mn", "brew", "--mp", "{}", "-o", "json", "--to",
                    "9")))
        .isEqualTo(new JsonObject("{\"status\":418,\"payload\":{\"brew\":{}}}"));
  }

  @Test
  void a_device_that_is_away_is_exit_1_and_one_that_is_silent_exit_4() {
    devices("create", "-d", "sim-0");
    var away = devices("invoke", "-d", "sim-0", "--mn", "brew");
    connect((name, payload) -> null);
    var silent = devices("invoke", "-d", "sim-0", "--mn", "brew", "--mp", "{}", "--to", "5");

    assertThat(away.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(away.err()).contains("is not connected", "--connect-timeout");
    assertThat(silent.exitCode()).isEqualTo(Exit.TIMED_OUT);
    assertThat(silent.err()).contains("did not answer in time", "--to");
  }

  @Test
  void a_script_gets_the_connection_string_alone() {
    devices("create", "-d", "sim-0");

    var primary = devices("connection-string", "-d", "sim-0");
    var secondary = devices("connection-string", "-d", "sim-0", "--kt", "secondary");

    assertThat(primary)
        .isEqualTo(new Terminal(Exit.OK, hub().deviceConnectionString("sim-0") + "\n", ""));
    assertThat(secondary.out())
        .startsWith("HostName=" + ADDRESS + ";DeviceId=sim-0;SharedAccessKey=")
        .isNotEqualTo(primary.out());
  }

  @Test
  void a_module_has_a_registry_entry_and_a_twin_of_its_own() {
    devices("create", "-d", "sim-0");
    var created = devices("create", "-d", "sim-0", "-m", "m1");

    assertThat(created.out()).startsWith("device          sim-0\nmodule          m1\n");
    assertThat(devices("twin", "-d", "sim-0", "-m", "m1", "--desired", "{\"a\":1}").out())
        .contains("moduleId           m1\n", "desired.a          1\n");
    assertThat(devices("list", "--modules", "-d", "sim-0").out().lines()).hasSize(2);
    assertThat(devices("twin", "-d", "sim-0").out()).doesNotContain("desired.a");
    assertThat(devices("delete", "-d", "sim-0", "-m", "m1").err()).isEqualTo("Deleted sim-0/m1.\n");
    assertThat(devices("twin", "-d", "sim-0", "-m", "m1"))
        .isEqualTo(
            new Terminal(
                Exit.NOT_FOUND,
                "",
                "firmcast: The hub %s:%d knows no module m1 of device sim-0; 'firmcast devices list' shows what it knows.\n"
                    .formatted(ADDRESS, hub().httpsPort())));
  }

  @Test
  void of_several_that_are_deleted_those_that_did_not_exist_are_told() {
    devices("create", "--count", "2");

    assertThat(devices("delete", "-d", "sim-0", "-d", "sim-1", "-d", "sim-2", "-y").err())
        .isEqualTo("Deleted 2 devices; 1 did not exist.\n");
  }

  @Test
  void a_token_opens_the_https_api_and_a_device_s_own_is_good_for_mqtt() throws Exception {
    devices("create", "-d", "sim-0");

    var service = devices("token").out().strip();
    var device = devices("token", "-d", "sim-0", "--du", "60").out().strip();

    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "https://%s:%d/devices/sim-0?api-version=2021-04-12"
                        .formatted(ADDRESS, hub().httpsPort())))
            .header("Authorization", service)
            .build();
    var trust = Trust.of(hub().caFile().orElseThrow());
    var http = HttpClient.newBuilder().sslContext(trust.sslContext()).build();
    assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    assertThat(device).startsWith("SharedAccessSignature sr=" + ADDRESS + "%2Fdevices%2Fsim-0&");
  }

  @Test
  void the_local_hub_s_own_connection_string_needs_no_ca_file() {
    var given = Map.of("IOTHUB_CONNECTION_STRING", hub().serviceConnectionString());

    assertThat(Terminal.run(given, "devices", "list", "--data", data.toString()))
        .isEqualTo(new Terminal(Exit.OK, "", "No devices.\n"));
  }

  @Test
  void a_disabled_device_says_why_in_the_registry() {
    devices("create", "-d", "sim-0");

    assertThat(
            devices("update", "-d", "sim-0", "--status", "disabled", "--status-reason", "lost")
                .out())
        .contains("status          disabled\nreason          lost\n");
    assertThat(devices("update", "-d", "sim-0", "--status", "Enabled").out()).contains("enabled");
  }

  @Test
  void a_hub_that_is_not_there_or_not_trusted_is_one_sentence_that_says_what_to_do() {
    var hub = hub().serviceConnectionString();
    var untrusted =
        Terminal.run(Map.of("IOTHUB_CONNECTION_STRING", hub), "devices", "create", "--count", "9");
    assertThat(untrusted.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(untrusted.err().lines().filter(line -> line.startsWith("firmcast:")))
        .singleElement()
        .asString()
        .contains("--ca-file");

    done(hub().close());
    var gone = devices("list");
    assertThat(gone.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(gone.err()).contains("cannot be reached", "firmcast hub").hasLineCount(1);
  }

  private void connect(BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    var device = ConnectionString.parse(hub().deviceConnectionString("sim-0"));
    done(MqttDevice.connect(vertx, device, hub().mqttPort(), hub().caPem(), methods));
  }

  private Terminal devices(String... words) {
    List<String> all = new ArrayList<>(List.of("devices", words[0], "--data", data.toString()));
    IntStream.range(1, words.length).mapToObj(i -> words[i]).forEach(all::add);
    return Terminal.run(all.toArray(String[]::new));
  }

  private static JsonObject json(Terminal terminal) {
    return new JsonObject(terminal.out());
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
