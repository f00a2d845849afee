// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** Which of the commands to a hub. */
public enum HubCall {
  METHOD,
  /** Writing the desired property, or taking it back. */
  DESIRED,
  READ
}
