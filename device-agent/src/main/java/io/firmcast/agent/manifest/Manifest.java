// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is signed of one image for one kind of device.
 *
 * @param uri where it is to be had
 * @param length its bytes
 * @param sha256 64 lower-case hexadecimal digits, of the whole image
 * @param releaseCounter grows with each release of a model; a device never goes back
 * @param keyId the release key that vouches for it
 */
public record Manifest(
    URI uri,
    long length,
    String sha256,
    String model,
    String hardwareRevision,
    String version,
    long releaseCounter,
    Instant expires,
    String keyId) {
  public static final String TYPE = "application/vnd.firmcast.manifest+json";

  /** As in a request: a device must be able to report it. */
  private static final int LONGEST_VERSION = 128;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public Manifest {
    if (length < 1) {
      throw new IllegalArgumentException("length must be 1 or more");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits");
    }
    if (version.length() > LONGEST_VERSION) {
      throw new IllegalArgumentException("version must be at most 128 characters");
    }
    if (releaseCounter < 1) {
      throw new IllegalArgumentException("releaseCounter must be 1 or more");
    }
  }

  /** Reads the payload of an envelope; anything else is an {@link IllegalArgumentException}. */
  public static Manifest parse(byte[] payload) {
    var members = Members.of(payload);
    var manifest =
        new Manifest(
            URI.create(members.text("uri")),
            members.whole("length", 1),
            members.text("sha256"),
            members.text("model"),
            members.text("hardwareRevision"),
            members.text("version"),
            members.whole("releaseCounter", 1),
            members.instant("expires"),
            members.text("keyId"));
    members.nothingElse();
    return manifest;
  }

  /** The payload of its envelope; an installer gets these bytes to read. */
  public byte[] toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("uri", uri);
    members.put("length", length);
    members.put("sha256", sha256);
    members.put("model", model);
    members.put("hardwareRevision", hardwareRevision);
    members.put("version", version);
    members.put("releaseCounter", releaseCounter);
    members.put("expires", expires);
    members.put("keyId", keyId);
    return Members.write(members);
  }

  /** Signed. */
  public Envelope sign(List<SigningKey> releaseKeys) {
    return Envelope.sign(TYPE, toJson(), releaseKeys);
  }
}
