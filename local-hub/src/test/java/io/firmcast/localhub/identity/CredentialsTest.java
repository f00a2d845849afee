// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.Certificate;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  private static final String SHA_1 = "0123456789abcdef0123456789ABCDEF01234567";

  private final Random random = new Random(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'sas'}",
        "{'type':'SelfSigned','x509Thumbprint':{'secondaryThumbprint':'"
            + "0123456789abcdef0123456789ABCDEF01234567'}}",
        "{'type':'certificateAuthority'}",
        "{'type':'none'}"
      })
  void each_type_survives_its_json(String json) {
    var credentials = asked(json, null);

    assertThat(Credentials.fromJson(credentials.toJson(), new JsonObject())).isEqualTo(credentials);
  }

  @Test
  void what_databases_of_the_first_version_hold_is_read() {
    var keys = SharedKeys.generate(random);
    var old = new JsonObject().put("primaryKey", keys.primary());

    assertThat(Credentials.fromJson(null, old.put("secondaryKey", keys.secondary())))
        .isEqualTo(new Credentials.Sas(keys));
  }

  @Test
  void an_update_without_a_word_on_authentication_keeps_it() {
    var present = asked("{'type':'certificateAuthority'}", null);

    assertThat(CredentialsRequest.of(null).over(present, random)).isEqualTo(present);
    assertThat(asked("{'type':'selfSigned'}", selfSigned())).isEqualTo(selfSigned());
    assertThat(asked("{'type':'sas'}", present)).isInstanceOf(Credentials.Sas.class);
  }

  @Test
  void a_thumbprint_without_a_type_means_self_signed() {
    assertThat(asked("{'x509Thumbprint':{'primaryThumbprint':'" + SHA_1 + "'}}", null))
        .isEqualTo(selfSigned());
  }

  @Test
  void self_signed_without_a_thumbprint_is_refused() {
    assertThatThrownBy(() -> asked("{'type':'selfSigned'}", null)).isInstanceOf(HubFailure.class);
  }

  @Test
  void X07_a_certificate_is_known_by_either_hash_in_any_case() throws Exception {
    var certificate = Certificate.selfSigned("d").own();
    var sha256 = Thumbprints.of(certificate);

    assertThat(new Thumbprints(null, sha256.toLowerCase(Locale.ROOT)).include(certificate))
        .isTrue();
    assertThat(new Thumbprints(SHA_1, sha256).include(certificate)).isTrue();
    assertThat(new Thumbprints(SHA_1, null).include(certificate)).isFalse();
    var sha1 =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    assertThat(new Thumbprints(sha1, null).include(certificate)).isTrue();
  }

  private static Credentials selfSigned() {
    return new Credentials.SelfSigned(new Thumbprints(SHA_1, null));
  }

  private Credentials asked(String json, @Nullable Credentials present) {
    return CredentialsRequest.of(new JsonObject(json.replace('\'', '"'))).over(present, random);
  }
}
