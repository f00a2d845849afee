// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** How far a wave is. */
public enum WaveState {
  PENDING,
  RUNNING,
  /** Successful enough; watched for a while, or waiting at its gate. */
  SOAKING,
  PASSED,
  FAILED,
  /** Without a device, or behind an end that came before it. */
  SKIPPED
}
