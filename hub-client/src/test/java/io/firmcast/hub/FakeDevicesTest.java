// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

class FakeDevicesTest extends DevicesContract {
  private final FakeDevices fake = new FakeDevices();

  @Override
  protected Devices devices() {
    return fake;
  }
}
