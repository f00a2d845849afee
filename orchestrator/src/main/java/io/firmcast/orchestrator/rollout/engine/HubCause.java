// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** Why the hub, or our own side of it, did not carry out a command; never the device's fault. */
public enum HubCause {
  /** It asks to slow down; nothing was done. */
  THROTTLED,
  /** Our own side is full, or shutting down; nothing was sent. */
  NOT_SENT,
  /** It refuses our credentials; nothing was done. */
  UNAUTHORIZED,
  /** It failed or was not reached; whether it acted is not known. */
  UNAVAILABLE
}
