// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A DSSE envelope (secure-systems-lab/dsse 1.0): bytes, what they are, and who signed both. What is
 * signed is exactly what is read, so no two parsers can disagree on it.
 *
 * @param base64 the payload's bytes
 */
public record Envelope(String payloadType, String base64, List<Signed> signatures) {
  /** More would only be work for the device that has to check them. */
  private static final int MOST_SIGNATURES = 16;

  /** One signature in base64, and whose it claims to be. */
  public record Signed(String keyId, String base64) {

    public Signed {
      decoded(base64);
    }
  }

  /** What is not base64 is an {@link IllegalArgumentException}. */
  public Envelope {
    decoded(base64);
    signatures = List.copyOf(signatures);
  }

  /** Signed by each of those keys. */
  public static Envelope sign(String payloadType, byte[] payload, List<SigningKey> keys) {
    var message = message(payloadType, payload);
    var signatures =
        keys.stream()
            .map(key -> new Signed(key.verifying().id(), encoded(key.sign(message))))
            .toList();
    return new Envelope(payloadType, encoded(payload), signatures);
  }

  /** Reads the JSON of one; anything else is an {@link IllegalArgumentException}. */
  public static Envelope parse(byte[] json) {
    var members = Members.of(json);
    List<Signed> signatures = new ArrayList<>();
    for (var signed : members.objects("signatures")) {
      signatures.add(new Signed(signed.text("keyid"), signed.text("sig")));
    }
    if (signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("more than " + MOST_SIGNATURES + " signatures");
    }
    return new Envelope(members.text("payloadType"), members.text("payload"), signatures);
  }

  /** The bytes that were signed. */
  public byte[] payload() {
    return decoded(base64);
  }

  /** The JSON of it. */
  public byte[] toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("payloadType", payloadType);
    members.put("payload", base64);
    members.put("signatures", signatures.stream().map(Envelope::toMembers).toList());
    return Members.write(members);
  }

  /** Whether that key signed this; a claim in {@code keyid} alone is nothing. */
  boolean isSignedBy(VerifyingKey key) {
    var message = message(payloadType, payload());
    return signatures.stream()
        .filter(signed -> signed.keyId().equals(key.id()))
        .anyMatch(signed -> key.verifies(message, decoded(signed.base64())));
  }

  /** DSSE's pre-authentication encoding: the type is signed too, each with its length. */
  static byte[] message(String type, byte[] payload) {
    var typeBytes = type.getBytes(UTF_8);
    var message = new ByteArrayOutputStream();
    message.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(UTF_8));
    message.writeBytes(typeBytes);
    message.writeBytes((" " + payload.length + " ").getBytes(UTF_8));
    message.writeBytes(payload);
    return message.toByteArray();
  }

  private static Map<String, Object> toMembers(Signed signed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("keyid", signed.keyId());
    members.put("sig", signed.base64());
    return members;
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
