// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import io.firmcast.contract.FirmwareUpdate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A release office of a test: its keys, its key set, and a manifest of a router's image. */
public final class Signing {
  public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  public static final Hardware ROUTER = new Hardware("router", "b2");

  public final SigningKey root = SigningKey.make(new SecureRandom());
  public final SigningKey release = SigningKey.make(new SecureRandom());
  public final TrustedKeys keys;
  private final Instant expires;

  /** At {@link #NOW}; what it signs is good for a minute. */
  public Signing() {
    this.keys = keys(1, root, release);
    this.expires = NOW.plusSeconds(60);
  }

  /** At the time it is; what it signs is good for a day, as some proofs take hours. */
  public Signing(Instant now) {
    this.expires = now.plusSeconds(86_400);
    this.keys =
        new TrustedKeys(
            1,
            expires,
            new Role(List.of(root.verifying()), 1),
            new Role(List.of(release.verifying()), 1));
  }

  static TrustedKeys keys(long version, SigningKey root, SigningKey release) {
    return new TrustedKeys(
        version,
        NOW.plusSeconds(3600),
        new Role(List.of(root.verifying()), 1),
        new Role(List.of(release.verifying()), 1));
  }

  /** What a device of that office checks. */
  public ManifestCheck check() {
    return new ManifestCheck(keys, ROUTER);
  }

  /** Release 7 of the router. */
  public Manifest manifest() {
    return manifest(URI.create("https://fw.example/router-2.1.0.bin"), 1000, "0".repeat(64), 7);
  }

  /** That release of the router. */
  public Manifest manifest(URI uri, long length, String sha256, long counter) {
    return new Manifest(
        uri,
        length,
        sha256,
        "router",
        "b2",
        "2." + counter + ".0",
        counter,
        expires,
        release.verifying().id());
  }

  /** A request that agrees with its manifest. */
  public FirmwareUpdate update(Manifest manifest) {
    return update(manifest, new SignedUpdate(manifest.sign(List.of(release)), null).toString());
  }

  /** A request that agrees with that manifest, while another was signed: different in one place. */
  public FirmwareUpdate update(Manifest manifest, String name, Object value) {
    var envelope = Envelope.sign(Manifest.TYPE, altered(manifest, name, value), List.of(release));
    return update(manifest, new SignedUpdate(envelope, null).toString());
  }

  /** The file in which another office takes over from this one. */
  public TrustChain followedBy(Signing next) {
    return new TrustChain(
        List.of(
            keys.sign(List.of(root)),
            keys(2, next.root, next.release).sign(List.of(root, next.root))));
  }

  static FirmwareUpdate update(Manifest manifest, String field) {
    return new FirmwareUpdate(
        manifest.uri(),
        null,
        manifest.version(),
        manifest.sha256(),
        manifest.length(),
        field,
        null);
  }

  /**
   * The manifest with another value in one place, as whoever holds the release key can write it.
   */
  static byte[] altered(Manifest manifest, String name, Object value) {
    try {
      Map<String, Object> members = StrictJson.object(manifest.toJson());
      members.put(name, value);
      return Members.write(members);
    } catch (java.io.IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
