// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

/** Which check refused an update (promises.md: an attack is told by its name). */
public enum Reason {
  /** Not signed by enough keys that count, or not readable as something signed. */
  SIGNATURE("signature"),
  /** The manifest, or the key set that would vouch for it, is past its time. */
  EXPIRED("expired"),
  /** An older release than the newest that was installed here. */
  ROLLBACK("rollback"),
  /** Made for another model or hardware revision. */
  WRONG_MODEL("wrongModel"),
  /** The request names another length than was signed. */
  LENGTH("length"),
  /** The request names another hash than was signed. */
  HASH("hash"),
  /** The request names another address than was signed. */
  URI("uri"),
  /** The request names another version than was signed. */
  VERSION("version"),
  /** Signed as it should be, and yet no manifest. */
  MANIFEST("manifest");

  private final String code;

  Reason(String code) {
    this.code = code;
  }

  /** As it stands in an answer and in a report. */
  public String code() {
    return code;
  }
}
