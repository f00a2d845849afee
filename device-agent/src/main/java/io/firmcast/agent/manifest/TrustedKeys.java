// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which keys count on a device. The root keys are kept offline and sign nothing but the next set
 * and permits; the release keys sign manifests. A set is replaced by the next version only, signed
 * by the root of both (The Update Framework's rule), so a thief of the release key gains nothing
 * for longer than it takes to publish the next set.
 */
public record TrustedKeys(long version, Instant expires, Role root, Role release) {
  public static final String TYPE = "application/vnd.firmcast.keys+json";

  public TrustedKeys {
    if (version < 1) {
      throw new IllegalArgumentException("the version must be 1 or more");
    }
  }

  /** The first set a device ever sees: whoever provisions it vouches for it; it signs itself. */
  public static TrustedKeys first(Envelope envelope) {
    var keys = read(envelope);
    if (!keys.root.signed(envelope)) {
      throw new Refused(Reason.SIGNATURE, "the key set is not signed by its own root keys");
    }
    return keys;
  }

  /** The set that comes after this one; any other is {@link Refused}. */
  public TrustedKeys next(Envelope envelope) {
    var next = read(envelope);
    if (next.version != version + 1) {
      throw new Refused(
          Reason.ROLLBACK, "key set %d cannot follow key set %d".formatted(next.version, version));
    }
    if (!root.signed(envelope) || !next.root.signed(envelope)) {
      throw new Refused(
          Reason.SIGNATURE,
          "key set %d is not signed by the root keys of both sets".formatted(next.version));
    }
    return next;
  }

  /** What is to be signed of it, by the root keys of this set and of the one before. */
  public Envelope sign(List<SigningKey> roots) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", version);
    members.put("expires", expires);
    members.put("root", root.toMembers());
    members.put("release", release.toMembers());
    return Envelope.sign(TYPE, Members.write(members), roots);
  }

  /** A set that was checked before it was stored. */
  public static TrustedKeys stored(Envelope envelope) {
    return read(envelope);
  }

  /** Reads one without asking who signed it. */
  static TrustedKeys read(Envelope envelope) {
    if (!envelope.payloadType().equals(TYPE)) {
      throw new Refused(Reason.SIGNATURE, "this is no key set");
    }
    try {
      var members = Members.of(envelope.payload());
      var keys =
          new TrustedKeys(
              members.whole("version", 1),
              members.instant("expires"),
              Role.of(members.object("root")),
              Role.of(members.object("release")));
      members.nothingElse();
      return keys;
    } catch (IllegalArgumentException wrong) {
      throw new Refused(Reason.MANIFEST, "the key set makes no sense: " + wrong.getMessage());
    }
  }
}
