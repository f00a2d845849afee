// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

class MqttLinkRecoveryIT extends LinkRecoveryContract {
  MqttLinkRecoveryIT() {
    super(LinkKind.MQTT, "127.0.0.35");
  }
}
