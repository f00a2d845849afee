// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's wish.
 *
 * @param code null where it was fulfilled; else stable, for programs
 * @param detail a sentence
 */
public record Answer(@Nullable String code, String detail) {
  static final Answer FULFILLED = new Answer(null, "done");

  public boolean isFulfilled() {
    return code == null;
  }

  String toJson() {
    return new JsonObject().put("code", code).put("detail", detail).encode();
  }

  static Answer fromJson(String text) {
    var json = new JsonObject(text);
    return new Answer(json.getString("code"), json.getString("detail", ""));
  }
}
