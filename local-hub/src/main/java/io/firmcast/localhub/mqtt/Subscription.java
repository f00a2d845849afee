// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.identity.IdentityKey;
import java.util.Optional;

/** What a device can listen to. */
enum Subscription {
  TWIN_ANSWERS,
  DESIRED,
  METHODS,
  MESSAGES;

  /**
   * The subscription behind a topic filter; empty for any other filter, or for another device's.
   */
  static Optional<Subscription> of(String filter, String deviceId) {
    if (filter.equals(IdentityKey.path(deviceId) + "/messages/devicebound/#")) {
      return Optional.of(MESSAGES);
    }
    return switch (filter) {
      case "$iothub/twin/res/#" -> Optional.of(TWIN_ANSWERS);
      case "$iothub/twin/PATCH/properties/desired/#" -> Optional.of(DESIRED);
      case "$iothub/methods/POST/#" -> Optional.of(METHODS);
      default -> Optional.empty();
    };
  }
}
