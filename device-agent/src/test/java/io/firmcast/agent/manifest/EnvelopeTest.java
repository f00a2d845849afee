// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private final SigningKey key = SigningKey.make(new SecureRandom());
  private final SigningKey other = SigningKey.make(new SecureRandom());

  @Test
  void what_is_signed_is_what_dsse_says() {
    var message = Envelope.message("http://example.com/HelloWorld", "hello world".getBytes(UTF_8));

    assertThat(new String(message, UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void it_is_read_as_it_was_written() {
    var envelope = Envelope.sign("text/plain", "hello".getBytes(UTF_8), List.of(key, other));

    var read = Envelope.parse(envelope.toJson());

    assertThat(read).isEqualTo(envelope);
    assertThat(read.payload()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(read.isSignedBy(key.verifying())).isTrue();
    assertThat(read.isSignedBy(other.verifying())).isTrue();
  }

  @Test
  void a_signature_under_somebody_elses_name_is_none() {
    var envelope = Envelope.sign("text/plain", "hello".getBytes(UTF_8), List.of(key));

    var claimed =
        new Envelope(
            envelope.payloadType(),
            envelope.base64(),
            List.of(
                new Envelope.Signed(
                    other.verifying().id(), envelope.signatures().get(0).base64())));

    assertThat(claimed.isSignedBy(other.verifying())).isFalse();
    assertThat(claimed.isSignedBy(key.verifying())).isFalse();
  }

  @Test
  void the_type_is_signed_too() {
    var envelope = Envelope.sign(Permit.TYPE, "{}".getBytes(UTF_8), List.of(key));

    var renamed = new Envelope(Manifest.TYPE, envelope.base64(), envelope.signatures());

    assertThat(renamed.isSignedBy(key.verifying())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "null",
        "[]",
        "{}",
        "{\"payloadType\":\"t\",\"payload\":\"aGk=\",\"signatures\":{}}",
        "{\"payloadType\":\"t\",\"payload\":\"aGk=\",\"signatures\":[7]}",
        "{\"payloadType\":\"t\",\"payload\":\"not base64\",\"signatures\":[]}",
        "{\"payloadType\":\"t\",\"payload\":\"aGk=\",\"payload\":\"aGk=\",\"signatures\":[]}",
        "{\"payloadType\":\"t\",\"payload\":\"aGk=\",\"signatures\":[]} trailing",
        "{\"payloadType\":null,\"payload\":\"aGk=\",\"signatures\":[]}",
        "{\"payloadType\":1.5,\"payload\":\"aGk=\",\"signatures\":[]}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void what_is_no_envelope_is_refused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> Envelope.parse(json.getBytes(UTF_8)));
  }

  @Test
  void a_giant_is_refused_unread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Envelope.parse(" ".repeat(StrictJson.LONGEST + 1).getBytes(UTF_8)));
  }

  @Test
  void more_signatures_than_anybody_needs_are_refused() {
    var signed = "{\"keyid\":\"k\",\"sig\":\"aGk=\"}";
    var json =
        "{\"payloadType\":\"t\",\"payload\":\"aGk=\",\"signatures\":[%s]}"
            .formatted(String.join(",", java.util.Collections.nCopies(17, signed)));

    assertThatIllegalArgumentException().isThrownBy(() -> Envelope.parse(json.getBytes(UTF_8)));
  }
}
