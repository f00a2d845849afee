// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

class MqttLinkIT extends LinkContract {
  MqttLinkIT() {
    super(LinkKind.MQTT, "127.0.0.31");
  }
}
