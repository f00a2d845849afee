// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Which of its two keys a device proves itself with; two, so that one can be changed. */
enum KeyType {
  PRIMARY("primaryKey"),
  SECONDARY("secondaryKey");

  private final String member;

  KeyType(String member) {
    this.member = member;
  }

  /** What it is called in the registry's document. */
  String member() {
    return member;
  }
}
