// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Server;
import io.firmcast.kit.Trust;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the hub saw of its devices' reports, read once, from the oldest on. */
final class WitnessLog {

  private final HttpClient http;
  private final String address;
  private long read;

  /** For each status, when each device first reported it. */
  private final Map<String, Map<String, Instant>> seen = new HashMap<>();

  WitnessLog(Server hub) {
    var trust = Trust.of(Where.of(hub).authorities());
    this.http = HttpClient.newBuilder().sslContext(trust.sslContext()).build();
    this.address = "https://%s:%s/admin/witness?after=".formatted(Server.HOST, hub.told().get(2));
  }

  /** When the last of so many devices first reported that; waits until it has. */
  Instant last(String status, int devices) throws IOException, InterruptedException {
    var reports = seen.computeIfAbsent(status, none -> new HashMap<>());
    while (reports.size() < devices) {
      if (!readOn()) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    return reports.values().stream().max(Instant::compareTo).orElseThrow();
  }

  /** Forgets what was reported so far. */
  void forget() throws IOException, InterruptedException {
    while (readOn()) {
      seen.clear();
    }
    seen.clear();
  }

  private boolean readOn() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address + read)).timeout(Duration.ofSeconds(30)).build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the witness answered " + answer.statusCode());
    }
    answer.body().lines().map(JsonObject::new).forEach(this::note);
    return !answer.body().isEmpty();
  }

  private void note(JsonObject testimony) {
    read = testimony.getLong("sequence");
    if (testimony.getString("kind").equals("reportApplied")) {
      var status = testimony.getJsonObject("patch").getString("firmwareStatus");
      if (status != null) {
        seen.computeIfAbsent(status, none -> new HashMap<>())
            .putIfAbsent(testimony.getString("deviceId"), testimony.getInstant("at"));
      }
    }
  }
}
