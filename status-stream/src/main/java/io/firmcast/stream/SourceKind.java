// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

/** By what a status stream hears of changes. */
public enum SourceKind {
  /** It reads the twins. */
  POLL,
  /** The hub tells, and twins are read now and then to repair what was not told. */
  EVENTS,
  /** Both, each as if it were alone. */
  BOTH
}
