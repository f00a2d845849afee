// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.store;

/** Names one row: what kind of thing it holds and which one. */
public record RowKey(Kind kind, String id) {

  /** The kinds of rows, by the name they have in the database. */
  public enum Kind {
    IDENTITY,
    TWIN,
    SESSION,
    MESSAGE,
    POLICY,
    BEARER,
    DEVICE_AUTHORITY,
    PRESENCE,
    JOB,
    JOB_DEVICE,
    CONFIGURATION
  }
}
