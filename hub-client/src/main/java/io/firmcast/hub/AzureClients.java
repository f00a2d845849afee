// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClientOptions;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryClientOptions;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClientOptions;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClientOptions;
import java.time.Duration;

/**
 * Makes the SDK's clients, one for each call: they hold no connection (the JDK does), only settings
 * and a counter that is not safe to share. Host and token instead of a connection string, because
 * only so a port is kept.
 */
final class AzureClients {
  /** To be reached: a hub on this side of the world answers a connection within a second. */
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** For the hub to answer what it answers from its own memory. */
  static final Duration READ = Duration.ofSeconds(10);

  private final String hostName;
  private final ServiceToken token;

  AzureClients(String hostName, ServiceToken token) {
    this.hostName = hostName;
    this.token = token;
  }

  TwinClient twins() {
    var options =
        TwinClientOptions.builder()
            .httpConnectTimeoutSeconds(seconds(CONNECT))
            .httpReadTimeoutSeconds(seconds(READ))
            .build();
    return new TwinClient(hostName, token.current(), options);
  }

  QueryClient queries() {
    var options =
        QueryClientOptions.builder()
            .httpConnectTimeoutSeconds(seconds(CONNECT))
            .httpReadTimeoutSeconds(seconds(READ))
            .build();
    return new QueryClient(hostName, token.current(), options);
  }

  RegistryClient registry() {
    var options =
        RegistryClientOptions.builder()
            .httpConnectTimeoutSeconds(seconds(CONNECT))
            .httpReadTimeoutSeconds(seconds(READ))
            .build();
    return new RegistryClient(hostName, token.current(), options);
  }

  /**
   * For a method that the hub itself may take that long over: HTTP waits longer, else a timed-out
   * device would look like a broken hub.
   */
  DirectMethodsClient methods(Duration method) {
    var options =
        DirectMethodsClientOptions.builder()
            .httpConnectTimeoutSeconds(seconds(CONNECT))
            .httpReadTimeoutSeconds(seconds(method.plus(READ)))
            .build();
    return new DirectMethodsClient(hostName, token.current(), options);
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }
}
