// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

/** With which protocol stack a device speaks to its hub. */
public enum LinkKind {
  /** IoT Hub's MQTT dialect on the event loop: no thread of its own, for fleets. */
  MQTT,
  /** Microsoft's device SDK: nine threads a device, and port 8883 only; the reference. */
  AZURE_SDK
}
