// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page of {@link UpdateStore#newest} ended: a key, so that it means the same tomorrow. */
public record Place(long createdAtMillis, String id) {

  /** Before the newest of all. */
  public static final Place TOP = new Place(Long.MAX_VALUE, "");

  /** Just behind that update. */
  public static Place behind(Update update) {
    return new Place(update.createdAt().toEpochMilli(), update.id().value());
  }

  /** Opaque to callers, fit for a URL. */
  public String token() {
    var text = createdAtMillis + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a {@link #token}; nothing, where it is none. */
  public static Optional<Place> of(String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      var space = text.indexOf(' ');
      var id = new UpdateId(text.substring(space + 1));
      return Optional.of(new Place(Long.parseLong(text.substring(0, space)), id.value()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }
}
