// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.wire.Signature;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final Random random = new Random(1);
  private final DeviceAuthorities authorities = new DeviceAuthorities();
  private final Policies policies = Policies.of(Map.of(), random);
  private final Gate gate =
      new Gate(
          new HubNames("10.0.0.5"),
          policies,
          authorities,
          new BearerTokens(),
          Clock.fixed(NOW, ZoneOffset.UTC));
  private final DeviceIdentity device = DeviceIdentity.create(DeviceRequest.plain("dev1"), random);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5/devices/dev1",
        "LOCALHOST/devices/dev1",
        "hub.localhost/devices/dev1",
        "localhost:8883/devices/dev1",
        "10.0.0.5%2Fdevices%2Fdev1",
        "10.0.0.5%2fdevices%2fdev1",
        "10.0.0.5/devices",
        "10.0.0.5/devices/",
        "10.0.0.5"
      })
  void C05_C06_raw_and_encoded_resources_that_cover_the_device_verify(String resource) {
    assertThat(connect(token(resource, device.keys().primary()), device)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5/devices/dev10",
        "10.0.0.5/devices/dev",
        "10.0.0.5/devices/DEV1",
        "10.0.0.5/devices/dev1/modules/m",
        "10.0.0.5/modules/dev1",
        "other.example/devices/dev1",
        "10.0.0.5x/devices/dev1",
        ""
      })
  void C10_resources_that_do_not_cover_the_device_are_refused(String resource) {
    assertThat(connect(token(resource, device.keys().primary()), device)).isEmpty();
  }

  @Test
  void C09_a_token_ends_with_its_second() {
    assertThat(connect(token("localhost", key(), NOW.plusSeconds(1), null), device))
        .contains(NOW.plusSeconds(1));
    assertThat(connect(token("localhost", key(), NOW, null), device)).isEmpty();
  }

  @Test
  void C11_both_keys_verify_and_another_does_not() {
    assertThat(connect(token("localhost", device.keys().secondary()), device)).isPresent();
    assertThat(connect(token("localhost", SharedKeys.generateOne(random)), device)).isEmpty();
  }

  @Test
  void C12_only_policies_with_device_connect_connect_devices() {
    for (var name : List.of("iothubowner", "device")) {
      assertThat(connect(policyToken(name), device)).as(name).isPresent();
    }
    for (var name : List.of("service", "registryRead", "registryReadWrite")) {
      assertThat(connect(policyToken(name), device)).as(name).isEmpty();
    }
  }

  @Test
  void R19_each_policy_has_its_rights_on_the_service_side() {
    assertThat(rights("iothubowner")).containsExactly(Right.values());
    assertThat(rights("service")).containsExactly(Right.SERVICE_CONNECT);
    assertThat(rights("device")).containsExactly(Right.DEVICE_CONNECT);
    assertThat(rights("registryRead")).containsExactly(Right.REGISTRY_READ);
    assertThat(rights("registryReadWrite"))
        .containsExactly(Right.REGISTRY_READ, Right.REGISTRY_WRITE);
    assertThat(rights("nobody")).isEmpty();
  }

  @Test
  void a_devices_own_token_opens_nothing_on_the_service_side() {
    var text = token("localhost/devices/dev1", device.keys().primary());

    assertThat(gate.serviceAllows(text, List.of(Right.values()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer x",
        "SharedAccessSignature",
        "SharedAccessSignature sr=localhost",
        "SharedAccessSignature sr=localhost&sig=!!&se=99999999999",
        "SharedAccessSignature sr=localhost&sig=AAAA&se=soon",
        "SharedAccessSignature sr=localhost&sig=AAAA&se=9223372036854775807",
        "SharedAccessSignature sr=localhost&sig=AAAA&se=-1"
      })
  void malformed_tokens_are_refused_quietly(String text) {
    assertThat(connect(text, device)).isEmpty();
    assertThat(gate.serviceAllows(text, List.of(Right.values()))).isFalse();
  }

  @Test
  void C13_a_disabled_device_is_refused() {
    var off = new DeviceRequest("dev1", false, null, CredentialsRequest.ANY, false);
    var disabled = device.update(off, NOW, random);

    assertThat(connect(token("localhost", key()), disabled)).isEmpty();
  }

  @Test
  void whoever_runs_the_hub_is_told_why_a_token_is_no_good() {
    var wrongKey = Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(denial("letmein")).isEqualTo("its password is no shared access signature");
    assertThat(denial(token("localhost", key(), NOW, null))).isEqualTo("its token ended at " + NOW);
    assertThat(denial(token("localhost/devices/dev2", key()))).contains("another host or device");
    assertThat(denial(token("localhost", wrongKey))).contains("neither of its keys");
    assertThat(denial(policyToken("registryRead"))).contains("no DeviceConnect");
  }

  @Test
  void secrets_do_not_show_in_texts() {
    assertThat(device.toString()).doesNotContain(device.keys().primary());
    assertThat(policies.toString()).doesNotContain(policies.owner().keys().primary());
  }

  private List<Right> rights(String policy) {
    return List.of(Right.values()).stream()
        .filter(right -> gate.serviceAllows(policyToken(policy), List.of(right)))
        .toList();
  }

  private String policyToken(String name) {
    var key = policies.find(name).orElse(policies.owner()).keys().primary();
    return token("localhost", key, NOW.plusSeconds(60), name);
  }

  private String key() {
    return device.keys().primary();
  }

  private static String token(String resource, String key) {
    return token(resource, key, NOW.plusSeconds(60), null);
  }

  private static String token(
      String resource, String key, Instant expiry, @Nullable String policy) {
    var until = expiry.getEpochSecond();
    var signed = Signature.of(Base64.getDecoder().decode(key), resource + "\n" + until);
    var signature = URLEncoder.encode(Base64.getEncoder().encodeToString(signed), UTF_8);
    var skn = policy == null ? "" : "&skn=" + policy;
    return "SharedAccessSignature sig=%s&se=%d&sr=%s%s".formatted(signature, until, resource, skn);
  }

  private Optional<Instant> connect(String token, DeviceIdentity identity) {
    return gate.deviceConnect(Proof.ofToken(token), identity) instanceof Permit.Granted granted
        ? Optional.of(granted.until())
        : Optional.empty();
  }

  private String denial(String token) {
    return gate.deviceConnect(Proof.ofToken(token), device) instanceof Permit.Denied denied
        ? denied.why()
        : "granted";
  }
}
