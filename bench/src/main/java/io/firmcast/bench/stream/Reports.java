// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.LeanDevice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** What devices of these benchmarks report: a phase, and the moment of it. */
final class Reports {
  private static final String TOPIC = "$iothub/twin/PATCH/properties/reported/?$rid=1";

  private Reports() {}

  static Future<Void> phase(LeanDevice device, String status) {
    var line =
        "{\"status\":\"%s\",\"at\":\"%s\",\"updateId\":\"u1\"}".formatted(status, Instant.now());
    return device.publish(
        TOPIC,
        Buffer.buffer(
            "{\"firmwareStatus\":\"%s\",\"firmware\":{\"updateId\":\"u1\",\"history\":[%s]}}"
                .formatted(status, line)));
  }
}
