// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

/** What a shared access policy may allow. */
public enum Right {
  REGISTRY_READ("RegistryRead"),
  REGISTRY_WRITE("RegistryWrite"),
  SERVICE_CONNECT("ServiceConnect"),
  DEVICE_CONNECT("DeviceConnect");

  private final String wireName;

  Right(String wireName) {
    this.wireName = wireName;
  }

  /** As Azure's tools write it. */
  public String wireName() {
    return wireName;
  }
}
