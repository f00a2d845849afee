// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leave to go back to that one older image, signed by the root keys: whoever steals a release key
 * cannot bring old holes back. It lifts the release counter's check and no other.
 */
public record Permit(String model, String sha256, Instant expires) {
  public static final String TYPE = "application/vnd.firmcast.permit+json";

  /** Reads the payload of an envelope; anything else is an {@link IllegalArgumentException}. */
  static Permit parse(byte[] payload) {
    var members = Members.of(payload);
    var permit =
        new Permit(members.text("model"), members.text("sha256"), members.instant("expires"));
    members.nothingElse();
    return permit;
  }

  /** Signed. */
  public Envelope sign(List<SigningKey> rootKeys) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("model", model);
    members.put("sha256", sha256);
    members.put("expires", expires);
    return Envelope.sign(TYPE, Members.write(members), rootKeys);
  }

  boolean covers(Manifest manifest, Instant now) {
    return manifest.model().equals(model)
        && manifest.sha256().equals(sha256)
        && now.isBefore(expires);
  }
}
