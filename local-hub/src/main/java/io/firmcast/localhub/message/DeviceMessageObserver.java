// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

/**
 * Told of each message from a device, in the order of their sequence numbers. Called on the
 * connection's thread and under a lock: hand over and return.
 */
@FunctionalInterface
public interface DeviceMessageObserver {

  void received(DeviceMessage message);
}
