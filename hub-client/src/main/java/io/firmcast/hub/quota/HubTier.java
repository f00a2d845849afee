// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

/** What is paid for, as far as it limits a service (iot-hub-protocol.md section 7). */
public enum HubTier {
  /** No limit: a local hub, unless it was told otherwise. */
  NONE,
  F1,
  S1,
  S2,
  S3
}
