// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

class AzureSdkLinkIT extends LinkContract {
  AzureSdkLinkIT() {
    super(LinkKind.AZURE_SDK, "127.0.0.32");
  }
}
