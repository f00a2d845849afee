// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static io.firmcast.agent.manifest.Signing.NOW;
import static io.firmcast.agent.manifest.Signing.altered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.firmcast.contract.FirmwareUpdate;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCheckTest {
  private final Signing office = new Signing();
  private final Manifest manifest = office.manifest();

  @Test
  void a_manifest_of_the_release_key_for_this_device_is_accepted() {
    assertThat(check(office.update(manifest), 0)).isEqualTo(manifest);
    assertThat(check(office.update(manifest), 7)).isEqualTo(manifest);
  }

  @Test
  void what_the_request_leaves_out_is_taken_from_the_manifest() {
    var field = office.update(manifest).manifest();

    assertThat(check(new FirmwareUpdate(manifest.uri(), null, null, null, null, field, null), 0))
        .isEqualTo(manifest);
  }

  /** An attacker without the key: whichever field is altered, the signature says so. */
  @ParameterizedTest
  @CsvSource({
    "uri, https://evil.example/x.bin",
    "length, 999",
    "sha256, 1111111111111111111111111111111111111111111111111111111111111111",
    "model, toaster",
    "hardwareRevision, b3",
    "version, 9.9.9",
    "releaseCounter, 8",
    "expires, 2036-11-20T10:00:00Z",
    "keyId, other"
  })
  void every_altered_field_breaks_the_signature(String name, String value) {
    var signed = manifest.sign(List.of(office.release));
    var payload = altered(manifest, name, value.matches("\\d{1,3}") ? Long.valueOf(value) : value);
    var forged =
        new Envelope(
            signed.payloadType(), Base64.getEncoder().encodeToString(payload), signed.signatures());

    refused(Reason.SIGNATURE, Signing.update(manifest, field(forged)), 0);
  }

  /** The release office itself errs, or another device's manifest is sent here. */
  @ParameterizedTest
  @CsvSource({
    "uri, https://fw.example/other.bin, URI",
    "length, 999, LENGTH",
    "sha256, 1111111111111111111111111111111111111111111111111111111111111111, HASH",
    "model, toaster, WRONG_MODEL",
    "hardwareRevision, b3, WRONG_MODEL",
    "version, 9.9.9, VERSION",
    "releaseCounter, 4, ROLLBACK",
    "expires, 2026-11-20T09:59:59Z, EXPIRED",
    "expires, 2026-11-20T10:00:00Z, EXPIRED",
    "keyId, other, SIGNATURE"
  })
  void every_field_that_is_signed_but_wrong_here_is_named(
      String name, String value, Reason reason) {
    var payload = altered(manifest, name, value.matches("\\d{1,3}") ? Long.valueOf(value) : value);

    refused(reason, Signing.update(manifest, field(signed(payload))), 5);
  }

  @ParameterizedTest
  @CsvSource({
    "length, 0",
    "length, text",
    "sha256, ABC",
    "model, ''",
    "releaseCounter, 0",
    "expires, tomorrow",
    "uri, ::",
    "surprise, text"
  })
  void what_is_signed_but_no_manifest_is_refused(String name, String value) {
    var payload = altered(manifest, name, value.matches("\\d") ? Long.valueOf(value) : value);

    refused(Reason.MANIFEST, Signing.update(manifest, field(signed(payload))), 0);
  }

  @Test
  void a_version_that_no_device_could_report_is_none() {
    var payload = altered(manifest, "version", "9".repeat(129));

    refused(Reason.MANIFEST, Signing.update(manifest, field(signed(payload))), 0);
  }

  @Test
  void every_older_manifest_is_a_rollback() {
    for (int counter = 1; counter < 50; counter++) {
      var older = office.manifest(manifest.uri(), 1000, "0".repeat(64), counter);

      refused(Reason.ROLLBACK, office.update(older), 50);
    }
  }

  @Test
  void a_permit_of_the_root_lets_one_image_back() {
    var permit = new Permit("router", manifest.sha256(), NOW.plusSeconds(1));

    assertThat(check(permitted(permit, office.root), 50)).isEqualTo(manifest);
  }

  @Test
  void a_permit_counts_for_its_image_its_model_and_its_time_only_and_never_from_a_release_key() {
    var right = new Permit("router", manifest.sha256(), NOW.plusSeconds(1));

    refused(Reason.ROLLBACK, permitted(right, office.release), 50);
    refused(Reason.ROLLBACK, permitted(new Permit("toaster", right.sha256(), right.expires())), 50);
    refused(Reason.ROLLBACK, permitted(new Permit("router", "1".repeat(64), right.expires())), 50);
    refused(Reason.ROLLBACK, permitted(new Permit("router", right.sha256(), NOW)), 50);
  }

  @Test
  void a_permit_does_not_stand_for_a_signature_or_a_model() {
    var permit = new Permit("toaster", manifest.sha256(), NOW.plusSeconds(1));
    var elsewhere = signed(altered(manifest, "model", "toaster"));
    var field = new SignedUpdate(elsewhere, permit.sign(List.of(office.root))).toString();

    refused(Reason.WRONG_MODEL, Signing.update(manifest, field), 50);
  }

  @Test
  void a_key_that_does_not_count_signs_in_vain() {
    var stranger = SigningKey.make(new SecureRandom());

    refused(Reason.SIGNATURE, Signing.update(manifest, field(manifest.sign(List.of(stranger)))), 0);
    refused(
        Reason.SIGNATURE, Signing.update(manifest, field(manifest.sign(List.of(office.root)))), 0);
  }

  @Test
  void where_two_release_keys_must_sign_one_is_not_enough() {
    var second = SigningKey.make(new SecureRandom());
    var both = new Role(List.of(office.release.verifying(), second.verifying()), 2);
    var keys = new TrustedKeys(1, office.keys.expires(), office.keys.root(), both);
    var check = new ManifestCheck(keys, Signing.ROUTER);
    var signedByBoth = field(manifest.sign(List.of(office.release, second)));

    assertThat(check.check(Signing.update(manifest, signedByBoth), 0, NOW)).isEqualTo(manifest);
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> check.check(office.update(manifest), 0, NOW))
        .extracting(Refused::reason)
        .isEqualTo(Reason.SIGNATURE);
  }

  @Test
  void an_expired_key_set_vouches_for_nothing() {
    var expired = new TrustedKeys(1, NOW, office.keys.root(), office.keys.release());

    assertThatExceptionOfType(Refused.class)
        .isThrownBy(
            () -> new ManifestCheck(expired, Signing.ROUTER).check(office.update(manifest), 0, NOW))
        .extracting(Refused::reason)
        .isEqualTo(Reason.EXPIRED);
  }

  @Test
  void a_permit_in_the_place_of_a_manifest_is_none() {
    var payload = manifest.toJson();
    var typed = Envelope.sign(Permit.TYPE, payload, List.of(office.release));

    refused(Reason.SIGNATURE, Signing.update(manifest, field(typed)), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "....", "e30=", "e30=.e30=", "bm90IGpzb24="})
  void what_is_no_envelope_is_not_signed(String field) {
    refused(Reason.SIGNATURE, Signing.update(manifest, field), 0);
  }

  @Test
  void an_update_without_a_manifest_is_not_signed() {
    refused(Reason.SIGNATURE, FirmwareUpdate.of(URI.create("test.com")), 0);
  }

  @Test
  void a_manifest_is_read_as_it_was_written() {
    assertThat(Manifest.parse(manifest.toJson())).isEqualTo(manifest);
    assertThat(Signing.text(manifest.toJson()))
        .startsWith("{\"uri\":\"https://fw.example/router-2.1.0.bin\",\"length\":1000,\"sha256\":");
  }

  private Manifest check(FirmwareUpdate update, long newestInstalled) {
    return office.check().check(update, newestInstalled, NOW);
  }

  private void refused(Reason reason, FirmwareUpdate update, long newestInstalled) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> check(update, newestInstalled))
        .extracting(Refused::reason)
        .isEqualTo(reason);
  }

  private Envelope signed(byte[] payload) {
    return Envelope.sign(Manifest.TYPE, payload, List.of(office.release));
  }

  private FirmwareUpdate permitted(Permit permit) {
    return permitted(permit, office.root);
  }

  private FirmwareUpdate permitted(Permit permit, SigningKey by) {
    var signed = new SignedUpdate(manifest.sign(List.of(office.release)), permit.sign(List.of(by)));
    return Signing.update(manifest, signed.toString());
  }

  private static String field(Envelope envelope) {
    return new SignedUpdate(envelope, null).toString();
  }
}
