// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

/** Who goes first where a rate is short; within one class whoever came first. */
public enum Urgency {
  /** About a device that is at it, or for somebody who waits. */
  ACTIVE,
  /** To begin something. */
  START,
  /** To look whether something has changed that nobody expects. */
  SWEEP
}
