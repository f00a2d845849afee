// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

class AzureSdkLinkRecoveryIT extends LinkRecoveryContract {
  AzureSdkLinkRecoveryIT() {
    super(LinkKind.AZURE_SDK, "127.0.0.36");
  }
}
