// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

/** What a shared access policy may allow. */
public enum Right {
  REGISTRY_READ,
  REGISTRY_WRITE,
  SERVICE_CONNECT,
  DEVICE_CONNECT
}
