// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "A-z:0.9+%_#*?!(),=@$';", "."})
  void R17_documented_ids_are_allowed(String id) {
    assertThat(DeviceRequest.plain(id).key()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b/c", "a/", "/b", "ä", "a\n", "a\"b", "a&b"})
  void R17_other_ids_are_refused(String id) {
    assertThatThrownBy(() -> DeviceRequest.plain(id)).isInstanceOf(HubFailure.class);
  }

  @Test
  void the_java_sdks_body_is_read() {
    var body =
        "{'deviceId':'d','generationId':'','status':'Enabled','authentication':{'symmetricKey':"
            + "{'primaryKey':'AAAAAAAAAAAAAAAAAAAAAA==','secondaryKey':''},'type':'sas'},"
            + "'capabilities':{'iotEdge':true},'parentScopes':[]}";

    var request = DeviceRequest.of("d", json(body));

    assertThat(request.enabled()).isTrue();
    assertThat(request.credentials().primaryKey()).isEqualTo("AAAAAAAAAAAAAAAAAAAAAA==");
    assertThat(request.credentials().secondaryKey()).isNull();
    assertThat(request.edge()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'on'}",
        "{'status':1}",
        "{'deviceId':'other'}",
        "{'authentication':'sas'}",
        "{'authentication':{'type':'password'}}",
        "{'authentication':{'x509Thumbprint':{'primaryThumbprint':'AB'}}}",
        "{'capabilities':{'iotEdge':'yes'}}"
      })
  void wrong_members_are_refused(String body) {
    assertThatThrownBy(() -> DeviceRequest.of("d", json(body))).isInstanceOf(HubFailure.class);
  }

  @Test
  void an_identity_survives_its_json() {
    var identity =
        DeviceIdentity.create(DeviceRequest.plain("d"), new Random(1))
            .update(
                new DeviceRequest("d", false, "lost", CredentialsRequest.ANY, true),
                Instant.now(),
                new Random(2));

    assertThat(DeviceIdentity.fromJson(new JsonObject(identity.toJson().encode())))
        .isEqualTo(identity);
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
