// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.firmcast.bench.agent.Where;
import io.firmcast.bench.hub.Server;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.net.ssl.HttpsURLConnection;

/**
 * The origin's way to update devices: call the method, then read the twin every half second until
 * it says completed; one device after the other, on one thread or on several.
 */
final class OriginLoop {

  private static final long POLL_MILLIS = 500;

  private final DirectMethodsClient methods;
  private final TwinClient twins;

  OriginLoop(Server hub) {
    var where = Where.of(hub);
    var owner = ConnectionString.parse(where.owner());
    var token = SasToken.forService(owner, Instant.now().plus(Duration.ofHours(6)));
    HttpsURLConnection.setDefaultSSLSocketFactory(
        Trust.of(where.authorities()).sslContext().getSocketFactory());
    var host = Server.HOST + ":" + hub.told().get(2);
    this.methods = new DirectMethodsClient(host, new AzureSasCredential(token));
    this.twins = new TwinClient(host, new AzureSasCredential(token));
  }

  /** Seconds that it takes for so many devices. */
  double update(int devices, int threads) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var began = System.nanoTime();
      var work =
          IntStream.range(0, devices).<Callable<Void>>mapToObj(n -> () -> update(n)).toList();
      for (var updated : pool.invokeAll(work)) {
        updated.get();
      }
      return (System.nanoTime() - began) / 1e9;
    } finally {
      pool.shutdownNow();
    }
  }

  private Void update(int n) throws IOException, IotHubException, InterruptedException {
    var options =
        DirectMethodRequestOptions.builder()
            .payload(Map.of("fwPackageUri", "https://fw.example/router.bin"))
            .methodConnectTimeoutSeconds(5)
            .methodResponseTimeoutSeconds(30)
            .build();
    methods.invoke("d" + n, "firmwareUpdate", options);
    while (!"completed".equals(twins.get("d" + n).getReportedProperties().get("firmwareStatus"))) {
      Thread.sleep(POLL_MILLIS);
    }
    return null;
  }
}
