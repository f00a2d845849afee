// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

/** What a device says of itself in its CONNECT. */
public record Login(String clientId, String user, String password) {

  @Override
  public String toString() {
    return clientId;
  }
}
