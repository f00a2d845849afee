// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void it_signs_as_rfc_8032_says() {
    var key =
        SigningKey.parse(
            HEX.parseHex(
                "302e020100300506032b657004220420"
                    + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    assertThat(HEX.formatHex(key.verifying().key().getEncoded()))
        .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assertThat(HEX.formatHex(key.sign(new byte[0])))
        .isEqualTo(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
  }

  @Test
  void a_key_is_the_same_after_it_was_kept_in_a_file() {
    var key = SigningKey.make(new SecureRandom());

    var read = SigningKey.parse(key.key().getEncoded());

    assertThat(read.verifying()).isEqualTo(key.verifying());
    assertThat(VerifyingKey.parse(key.verifying().toString())).isEqualTo(key.verifying());
    assertThat(key.verifying().verifies(new byte[] {1}, read.sign(new byte[] {1}))).isTrue();
    assertThat(key.verifying().verifies(new byte[] {2}, read.sign(new byte[] {1}))).isFalse();
  }

  @Test
  void it_does_not_show_what_must_stay_secret() {
    var key = SigningKey.make(new SecureRandom());

    assertThat(key).hasToString("SigningKey[" + key.verifying().id() + "]");
  }

  @Test
  void what_is_no_key_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.parse(new byte[] {1, 2}));
    assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.parse("aGk="));
    assertThatIllegalArgumentException().isThrownBy(() -> VerifyingKey.parse("not base64"));
  }
}
