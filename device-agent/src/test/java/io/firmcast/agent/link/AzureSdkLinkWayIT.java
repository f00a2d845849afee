// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

class AzureSdkLinkWayIT extends LinkWayContract {
  AzureSdkLinkWayIT() {
    super(LinkKind.AZURE_SDK, "127.0.0.38");
  }
}
