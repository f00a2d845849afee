// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some keys, and how many different ones of them must sign for a signature of this role. */
public record Role(List<VerifyingKey> keys, int threshold) {

  public Role {
    keys = List.copyOf(new LinkedHashSet<>(keys));
    if (threshold < 1 || threshold > keys.size()) {
      throw new IllegalArgumentException(
          "the threshold must be 1 to the number of keys, %d".formatted(keys.size()));
    }
  }

  /** Whether enough of its keys signed. */
  boolean signed(Envelope envelope) {
    return keys.stream().filter(envelope::isSignedBy).count() >= threshold;
  }

  /** The key of that id. */
  Optional<VerifyingKey> key(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  static Role of(Members members) {
    var keys = members.texts("keys").stream().map(VerifyingKey::parse).toList();
    var role = new Role(keys, (int) Math.min(members.whole("threshold", 1), Integer.MAX_VALUE));
    members.nothingElse();
    return role;
  }

  Map<String, Object> toMembers() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("threshold", threshold);
    members.put("keys", keys.stream().map(VerifyingKey::toString).toList());
    return members;
  }
}
