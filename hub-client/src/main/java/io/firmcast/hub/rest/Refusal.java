// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** A hub's bad answer: its number, of six digits where it gave one, and its words. */
final class Refusal extends RuntimeException {
  private final int code;
  private final String words;

  private Refusal(int code, String words) {
    super(words, null, false, false);
    this.code = code;
    this.words = words;
  }

  /** Out of either of the two forms of error body (iot-hub-protocol.md section 4.8), or of none. */
  static Refusal of(int status, String body) {
    try {
      return ofMessage(status, new JsonObject(body).getString("Message", ""));
    } catch (DecodeException | ClassCastException noHubs) {
      return new Refusal(status, "HTTP " + status);
    }
  }

  int code() {
    return code;
  }

  String words() {
    return words;
  }

  private static Refusal ofMessage(int status, String message) {
    if (message.startsWith("{")) {
      var coded = new JsonObject(message);
      return new Refusal(
          coded.getInteger("errorCode", status), coded.getString("message", "HTTP " + status));
    }
    var words = message.replaceFirst("^ErrorCode:[A-Za-z]*;", "");
    return new Refusal(status, words.isBlank() ? "HTTP " + status : words);
  }
}
