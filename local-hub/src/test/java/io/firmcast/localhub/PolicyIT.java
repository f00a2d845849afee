// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import io.firmcast.localhub.identity.SharedKeys.Which;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Section 9 E, R19 to R21: who may do what. */
class PolicyIT {

  private static final List<String> POLICIES =
      List.of("iothubowner", "service", "device", "registryRead", "registryReadWrite");

  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.45");
    hub.device("dev1");
    TestHub.await(hub.hub.createModule("dev1", "m"));
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /devices/dev1,                      registryRead registryReadWrite",
    "PUT,    /devices/dev1,                      registryReadWrite",
    "DELETE, /devices/nobody,                    registryReadWrite",
    "GET,    /devices/dev1/modules,              registryRead registryReadWrite",
    "GET,    /devices/dev1/modules/m,            registryRead registryReadWrite",
    "PUT,    /devices/dev1/modules/m,            registryReadWrite",
    "DELETE, /devices/dev1/modules/nobody,       registryReadWrite",
    "GET,    /statistics/devices,                registryRead registryReadWrite",
    "GET,    /statistics/service,                registryRead registryReadWrite",
    "GET,    /twins/dev1,                        service registryRead registryReadWrite",
    "PATCH,  /twins/dev1,                        service",
    "PUT,    /twins/dev1,                        service",
    "POST,   /twins/dev1/methods,                service",
    "GET,    /twins/dev1/modules/m,              service registryRead registryReadWrite",
    "PATCH,  /twins/dev1/modules/m,              service",
    "PUT,    /twins/dev1/modules/m,              service",
    "POST,   /twins/dev1/modules/m/methods,      service",
    "POST,   /devices/query,                     service",
    "GET,    /devices,                           registryRead registryReadWrite",
    "POST,   /devices,                           registryReadWrite",
    "DELETE, /devices/dev1/commands,             service",
    "PUT,    /jobs/v2/none,                      service",
    "GET,    /jobs/v2/none,                      service",
    "POST,   /jobs/v2/none/cancel,               service",
    "GET,    /jobs/v2/query,                     service",
    "POST,   /jobs/create,                       registryReadWrite",
    "GET,    /configurations/none,               registryRead registryReadWrite",
    "PUT,    /configurations/none,               registryReadWrite",
    "DELETE, /configurations/none,               registryReadWrite",
    "GET,    /configurations,                    registryRead registryReadWrite",
    "POST,   /configurations/testQueries,        registryRead registryReadWrite"
  })
  void R19_each_policy_has_exactly_its_rights(String method, String path, String allowed) {
    var may = Set.of(("iothubowner " + allowed).split(" "));

    for (var name : POLICIES) {
      var reply = rest(name).sendText(method, path, "{}");

      assertThat(reply.status() != 401)
          .as("%s %s %s", name, method, path)
          .isEqualTo(may.contains(name));
      if (reply.status() == 401) {
        assertThat(reply.header("iothub-errorcode")).contains("IotHubUnauthorizedAccess");
      }
    }
  }

  @Test
  void R20_an_unknown_policy_is_told() {
    assertThatThrownBy(() -> hub.hub.access().policy("root")).hasMessageContaining("root");
    assertThat(hub.hub.access().regenerate("root", Which.PRIMARY).failed()).isTrue();
  }

  @Test
  void R20_java_sdk_authenticates_with_each_kind_of_registry_policy() throws Exception {
    var reader = new RegistryClient(hub.serviceHost(), credential("registryRead"));
    var service = new RegistryClient(hub.serviceHost(), credential("service"));

    assertThat(reader.getDevice("dev1").getDeviceId()).isEqualTo("dev1");
    assertThatThrownBy(() -> reader.removeDevice("dev1"))
        .isInstanceOf(IotHubUnauthorizedException.class);
    assertThatThrownBy(() -> service.getDevice("dev1"))
        .isInstanceOf(IotHubUnauthorizedException.class);
  }

  @Test
  void R21_java_sdk_authenticates_with_a_bearer_token_when_one_is_configured() throws Exception {
    var token = "local-token-0123456789";
    TokenCredential credential =
        request ->
            Mono.just(new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    var registry = new RegistryClient(hub.serviceHost(), credential);

    assertThatThrownBy(() -> registry.getDevice("dev1"))
        .isInstanceOf(IotHubUnauthorizedException.class);
    TestHub.await(hub.hub.access().acceptBearer(token));
    assertThat(registry.getDevice("dev1").getDeviceId()).isEqualTo("dev1");
    TestHub.await(hub.hub.access().acceptBearer(null));
  }

  @Test
  void R21_a_signed_token_is_accepted_on_the_wire_until_it_ends() {
    var key = "a-key-that-two-sides-share";
    var soon = Jwt.of(key, Instant.now().plusSeconds(2));
    var forged = Jwt.of("a-key-that-only-one-side-has", Instant.now().plusSeconds(60));
    TestHub.await(hub.hub.access().acceptJwt(Buffer.buffer(key)));

    var accepted = bearer(soon).get("/devices/dev1");

    assertThat(accepted.status()).isEqualTo(200);
    assertThat(bearer(forged).get("/devices/dev1").status()).isEqualTo(401);
    assertThat(bearer(soon + "x").get("/devices/dev1").status()).isEqualTo(401);
    await()
        .untilAsserted(() -> assertThat(bearer(soon).get("/twins/dev1").status()).isEqualTo(401));
    TestHub.await(hub.hub.access().acceptJwt(null));
    var later = Jwt.of(key, Instant.now().plusSeconds(60));
    assertThat(bearer(later).get("/devices/dev1").status()).isEqualTo(401);
  }

  private static Rest bearer(String token) {
    return new Rest(hub, "Bearer " + token);
  }

  private static AzureSasCredential credential(String policy) {
    return new AzureSasCredential(token(hub, policy, key(policy)));
  }

  private static Rest rest(String policy) {
    return new Rest(hub, token(hub, policy, key(policy)));
  }

  private static String key(String policy) {
    return hub.hub.access().policy(policy).keys().primary();
  }

  private static String token(TestHub of, String policy, String key) {
    return Sas.policy(of.host, policy, key);
  }
}
