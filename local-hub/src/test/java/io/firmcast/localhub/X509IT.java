// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.head.Tls;
import io.firmcast.localhub.identity.Thumbprints;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** X07 with each TLS engine that runs here. */
class X509IT {

  private static final String HOST = "127.0.0.43";

  static List<Tls> engines() {
    var engines = new ArrayList<>(List.of(Tls.JDK));
    if (Tls.best() != Tls.JDK) {
      engines.add(Tls.best());
    }
    return engines;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_a_self_signed_certificate_connects_by_its_thumbprint(Tls tls) {
    try (var hub = start(tls, null)) {
      var certificate = Certificate.selfSigned("whatever");
      var reply = create(hub, "dev1", selfSigned(certificate));

      assertThat(reply.json().getJsonObject("authentication"))
          .isEqualTo(
              new JsonObject(
                  """
                  {"symmetricKey":{"primaryKey":null,"secondaryKey":null},
                   "x509Thumbprint":{"primaryThumbprint":"%s","secondaryThumbprint":null},
                   "type":"selfSigned"}
                  """
                      .formatted(Thumbprints.of(certificate.own()))));
      assertThat(connack(hub, "dev1", null, certificate)).isZero();
      assertThat(connack(hub, "dev1", null, Certificate.selfSigned("whatever"))).isEqualTo(5);
      assertThat(connack(hub, "dev1", null, null)).isEqualTo(5);
      var twin = hub.rest().get("/twins/dev1").json();
      assertThat(twin.getString("authenticationType")).isEqualTo("selfSigned");
      assertThat(twin.getJsonObject("x509Thumbprint").getString("primaryThumbprint"))
          .isEqualTo(Thumbprints.of(certificate.own()));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_a_certificate_under_a_registered_authority_connects_the_device_it_names(Tls tls) {
    try (var hub = start(tls, null)) {
      var root = Certificate.authority("Plant");
      create(hub, "dev1", "{\"type\":\"certificateAuthority\"}");
      var early = connack(hub, "dev1", null, root.sign("dev1"));
      TestHub.await(hub.hub.access().registerDeviceAuthority(root.pem()));

      assertThat(early).isEqualTo(5);
      assertThat(connack(hub, "dev1", null, root.sign("dev1"))).isZero();
      var line = root.signAuthority("Line 3");
      assertThat(connack(hub, "dev1", null, line.sign("dev1"))).isZero();
      assertThat(connack(hub, "dev1", null, root.sign("dev2"))).isEqualTo(5);
      assertThat(connack(hub, "dev1", null, Certificate.selfSigned("dev1"))).isEqualTo(5);
      var twin = hub.rest().get("/twins/dev1").json();
      assertThat(twin.getString("authenticationType")).isEqualTo("certificateAuthority");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_tokens_and_certificates_do_not_replace_each_other(Tls tls) {
    try (var hub = start(tls, null)) {
      var certificate = Certificate.selfSigned("dev1");
      var key = hub.device("sas");
      create(hub, "x509", selfSigned(certificate));
      create(hub, "none", "{\"type\":\"none\"}");
      var ofPolicy = Sas.policy(hub.host, "iothubowner", hub.ownerKey());

      assertThat(connack(hub, "x509", Sas.java(hub.host, "x509", key), null)).isEqualTo(5);
      assertThat(connack(hub, "x509", ofPolicy, null)).isEqualTo(5);
      assertThat(connack(hub, "sas", null, certificate)).isEqualTo(5);
      assertThat(connack(hub, "none", ofPolicy, certificate)).isEqualTo(5);
      // A certificate that nobody asked about does no harm.
      assertThat(connack(hub, "sas", Sas.java(hub.host, "sas", key), certificate)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_X08_a_module_connects_by_its_own_certificate(Tls tls) {
    try (var hub = start(tls, null)) {
      var certificate = Certificate.selfSigned("m");
      hub.device("d");
      var body = "{\"authentication\":" + selfSigned(certificate) + "}";
      hub.rest().sendText("PUT", "/devices/d/modules/m", body);

      assertThat(connack(hub, "d/m", null, certificate)).isZero();
      assertThat(connack(hub, "d", null, certificate)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void X07_C04_C16_the_user_name_counts_without_a_password(Tls tls) {
    try (var hub = start(tls, null)) {
      var certificate = Certificate.selfSigned("dev1");
      create(hub, "dev1", selfSigned(certificate));
      var user = RawDevice.Connect.userName(hub, "dev1");
      var connect = new RawDevice.Connect("dev1", user, "", false, 230);

      var model = connect.withUserName(user + "&model-id=dtmi:com:example:Pump;1");
      assertThat(connack(hub, model, certificate)).isZero();
      assertThat(hub.rest().get("/twins/dev1").json().getString("modelId"))
          .isEqualTo("dtmi:com:example:Pump;1");
      for (var wrong : List.of(user.replace("dev1", "dev2"), "other.example/dev1/?api-version=x")) {
        assertThat(connack(hub, connect.withUserName(wrong), certificate)).as(wrong).isEqualTo(5);
      }
    }
  }

  @Test
  void X07_a_device_changes_from_keys_to_a_certificate_and_the_old_way_ends() {
    try (var hub = start(Tls.best(), null)) {
      var key = hub.device("dev1");
      var certificate = Certificate.selfSigned("dev1");
      var body = "{\"authentication\":" + selfSigned(certificate) + "}";

      hub.rest().sendText("PUT", "/devices/dev1", body, "If-Match", "*");

      assertThat(connack(hub, "dev1", Sas.java(hub.host, "dev1", key), null)).isEqualTo(5);
      assertThat(connack(hub, "dev1", null, certificate)).isZero();
    }
  }

  @Test
  void X07_authorities_and_thumbprints_survive_a_restart(@TempDir Path data) throws Exception {
    var called = Certificate.authority("by call");
    var filed = Certificate.authority("by file");
    var own = Certificate.selfSigned("own");
    try (var hub = start(Tls.best(), data)) {
      TestHub.await(hub.hub.access().registerDeviceAuthority(called.pem()));
      create(hub, "dev1", "{\"type\":\"certificateAuthority\"}");
      create(hub, "dev2", selfSigned(own));
    }
    Files.writeString(data.resolve("device-ca.pem"), filed.pem());

    try (var hub = start(Tls.best(), data)) {
      assertThat(connack(hub, "dev1", null, called.sign("dev1"))).isZero();
      assertThat(connack(hub, "dev1", null, filed.sign("dev1"))).isZero();
      assertThat(connack(hub, "dev2", null, own)).isZero();
    }
  }

  @Test
  void X07_what_holds_no_certificate_is_not_registered() {
    try (var hub = start(Tls.best(), null)) {
      var refused = hub.hub.access().registerDeviceAuthority("nothing");

      await().until(refused::isComplete);
      assertThat(refused.failed()).isTrue();
    }
  }

  private static TestHub start(Tls tls, @Nullable Path data) {
    return TestHub.start(new LocalHubSettings(HOST, 0, 0, data).withTls(tls));
  }

  private static Rest.Reply create(TestHub hub, String deviceId, String authentication) {
    var body = "{\"authentication\":" + authentication + "}";
    return hub.rest().sendText("PUT", "/devices/" + deviceId, body);
  }

  private static String selfSigned(Certificate certificate) {
    return "{\"type\":\"selfSigned\",\"x509Thumbprint\":{\"primaryThumbprint\":\"%s\"}}"
        .formatted(Thumbprints.of(certificate.own()));
  }

  private static int connack(TestHub hub, RawDevice.Connect connect, Certificate certificate) {
    return RawDevice.connackOf(() -> RawDevice.connect(hub, connect, certificate.options()));
  }

  private static int connack(
      TestHub hub, String clientId, @Nullable String token, @Nullable Certificate certificate) {
    var user = RawDevice.Connect.userName(hub, clientId);
    var connect = new RawDevice.Connect(clientId, user, token == null ? "" : token, false, 230);
    return certificate == null
        ? RawDevice.connackOf(hub, connect)
        : RawDevice.connackOf(() -> RawDevice.connect(hub, connect, certificate.options()));
  }
}
