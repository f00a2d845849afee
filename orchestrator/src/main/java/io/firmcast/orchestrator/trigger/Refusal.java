// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.trigger;

/** Why a request to update did not simply succeed; each is another answer to the caller. */
public enum Refusal {
  /** The idempotency key came before, with another request. */
  KEY_REUSED,
  /** The update id came before, with another request. */
  ID_REUSED,
  DEVICE_NOT_FOUND,
  DEVICE_OFFLINE,
  /** The device is busy with another update. */
  UPDATE_IN_PROGRESS,
  /** The device will not. */
  UPDATE_REJECTED,
  /** The device may or may not do it. */
  DEVICE_TIMEOUT,
  /** The hub was not reached or failed; the device may or may not do it. */
  HUB_UNAVAILABLE,
  HUB_THROTTLED,
  /** The hub refuses our credentials. */
  HUB_UNAUTHORIZED,
  /** The hub refuses the request itself. */
  HUB_REFUSED,
  /** Too much is under way here. */
  OVERLOADED
}
