// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;

class AzureHubIT extends HubContract {
  @Override
  Hub adapter(Vertx vertx, ConnectionString service, Trust trust) {
    return new AzureHub(vertx, service, trust);
  }
}
