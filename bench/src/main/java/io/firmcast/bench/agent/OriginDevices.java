// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * The origin's way: a {@code DeviceClient} of the Azure SDK each, and each update on a thread of
 * its own that sleeps through the phases.
 */
final class OriginDevices implements Devices {

  private static final int AT_ONCE = 16;
  private static final int MINUTES = 10;

  private final Where where;
  private final Duration phaseTime;
  private final SSLContext tls;
  private final ConcurrentLinkedQueue<DeviceClient> clients = new ConcurrentLinkedQueue<>();
  private final AtomicInteger completed = new AtomicInteger();

  OriginDevices(Where where, Duration phaseTime) {
    this.where = where;
    this.phaseTime = phaseTime;
    this.tls = Trust.of(where.authorities()).sslContext();
  }

  @Override
  public void connect(int first, int count) throws Exception {
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Void>> work =
          IntStream.range(first, first + count)
              .<Callable<Void>>mapToObj(
                  n ->
                      () -> {
                        open(n);
                        return null;
                      })
              .toList();
      for (var opened : pool.invokeAll(work, MINUTES, TimeUnit.MINUTES)) {
        opened.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Override
  public int completed() {
    return completed.get();
  }

  private void open(int n) throws IotHubClientException, InterruptedException {
    var device = where.device(n);
    var options = ClientOptions.builder().sslContext(tls).build();
    var client =
        new DeviceClient(
            device.host(),
            "d" + n,
            () -> SasToken.forDevice(device, Instant.now().plusSeconds(3600)).toCharArray(),
            IotHubClientProtocol.MQTT,
            options);
    client.open(true);
    client.subscribeToMethods(
        (name, payload, nothing) -> {
          new Thread(() -> update(client), "update").start();
          return new DirectMethodResponse(200, Map.of("Response", "Firmware update started"));
        },
        null);
    client.subscribeToDesiredProperties((twin, nothing) -> {}, null);
    clients.add(client);
  }

  private void update(DeviceClient client) {
    try {
      for (var status : List.of("standBy", "downloading", "applying")) {
        report(client, status);
        TimeUnit.MILLISECONDS.sleep(phaseTime.toMillis());
      }
      report(client, "completed");
      completed.incrementAndGet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(DeviceClient client, String status) {
    var patch = new TwinCollection();
    patch.put("firmwareStatus", status);
    patch.put("logTime", Instant.now().toString());
    client.updateReportedPropertiesAsync(patch, (code, response, failure, nothing) -> {}, null);
  }
}
