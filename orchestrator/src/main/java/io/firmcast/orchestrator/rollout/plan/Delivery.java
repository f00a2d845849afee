// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

/** Which way a device is told. */
public enum Delivery {
  /** The direct method if it is online, else the desired property, under one update id. */
  LADDER,
  /** The direct method only; offline devices are tried again when they come back. */
  METHOD,
  /** The desired property only. */
  DESIRED
}
