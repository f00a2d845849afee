// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.net.URI;
import java.util.Base64;

/** Whatever is sent as an update or as its manifest, nothing that was not signed is accepted. */
class EnvelopeFuzzTest {
  private static final Signing OFFICE = new Signing();
  private static final URI ANYWHERE = URI.create("https://fw.example/x.bin");

  @FuzzTest
  void fields(byte[] input) {
    refused(new String(input, UTF_8));
  }

  @FuzzTest
  void envelopes(byte[] input) {
    refused(Base64.getEncoder().encodeToString(input));
  }

  /** Signed by the right key: nonsense all the same. */
  @FuzzTest
  void payloads(byte[] input) {
    var envelope = Envelope.sign(Manifest.TYPE, input, java.util.List.of(OFFICE.release)).toJson();
    refused(Base64.getEncoder().encodeToString(envelope));
  }

  @FuzzTest
  void requests(byte[] input) {
    try {
      var update = FirmwareUpdate.fromJson(Buffer.buffer(input).toJsonObject());

      assertThat(FirmwareUpdate.fromJson(update.toJson())).isEqualTo(update);
      refused(update.manifest() == null ? "" : update.manifest());
    } catch (BadMessage | DecodeException | ClassCastException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static void refused(String field) {
    var update = new FirmwareUpdate(ANYWHERE, null, null, null, null, field, null);
    try {
      throw new AssertionError(OFFICE.check().check(update, 0, Signing.NOW) + " was accepted");
    } catch (Refused asItMustBe) {
      assertThat(asItMustBe.reason()).isIn((Object[]) Reason.values());
    }
  }
}
