// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.event.Testimony;
import io.firmcast.localhub.fault.Faults;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The local hub at an address of its own, and what a service does with it, over plain HTTPS. */
public final class TestHub {
  private final Vertx vertx;
  private final LocalHubSettings settings;
  private final HttpClient client;
  private LocalHub hub;

  /** Starts; the Azure SDK dials 8883 only, so each class of tests takes a loopback address. */
  public TestHub(Vertx vertx, String host, Path data) throws Exception {
    this.vertx = vertx;
    this.settings = new LocalHubSettings(host, AZURE_PORT, 0, data);
    this.hub = LocalHub.start(vertx, settings).await(20, TimeUnit.SECONDS);
    this.client = HttpClient.newBuilder().sslContext(trust().sslContext()).build();
  }

  public static final int AZURE_PORT = 8883;

  public void stop() throws Exception {
    hub.close().await(10, TimeUnit.SECONDS);
  }

  public void start() throws Exception {
    hub = LocalHub.start(vertx, settings).await(20, TimeUnit.SECONDS);
  }

  /** As a hub does that was stopped and started, which a WebSocket's port stays the same for. */
  void restartAtTheSamePorts() throws Exception {
    var same = settings.withPorts(AZURE_PORT, hub.httpsPort());
    stop();
    hub = LocalHub.start(vertx, same).await(20, TimeUnit.SECONDS);
  }

  public Path caFile() {
    return hub.caFile().orElseThrow();
  }

  public Trust trust() {
    return Trust.of(hub.caFile().orElseThrow());
  }

  public ConnectionString create(String device) throws Exception {
    hub.createDevice(device).await(5, TimeUnit.SECONDS);
    return ConnectionString.parse(hub.deviceConnectionString(device));
  }

  /** One that shows this certificate and has no key. */
  ConnectionString create(String device, TestCertificate certificate) throws Exception {
    var authentication =
        new JsonObject()
            .put("type", "selfSigned")
            .put(
                "x509Thumbprint",
                new JsonObject()
                    .put("primaryThumbprint", certificate.thumbprint())
                    .put("secondaryThumbprint", certificate.thumbprint()));
    var identity = new JsonObject().put("deviceId", device).put("authentication", authentication);
    var answer = send("PUT", "/devices/" + encoded(device), identity);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return ConnectionString.parse(hub.x509ConnectionString(device));
  }

  /** What goes wrong, from now on or until it is cleared. */
  Faults faults() {
    return hub.faults();
  }

  /** How often the hub has accepted a connection of that device. */
  long connects(String device) {
    return hub.witness().all().stream()
        .filter(Testimony.Connected.class::isInstance)
        .filter(seen -> seen.deviceId().equals(device))
        .count();
  }

  /** What the hub saw since then; it must not have forgotten any of it. */
  public List<Testimony> witnessed(long after) {
    return hub.witness().after(after, 10_000).orElseThrow();
  }

  int httpsPort() {
    return hub.httpsPort();
  }

  public JsonObject reported(String device) throws Exception {
    return twin(device).getJsonObject("properties").getJsonObject("reported");
  }

  public JsonObject twin(String device) throws Exception {
    return new JsonObject(send("GET", "/twins/" + encoded(device), null).body());
  }

  public void desire(String device, JsonObject desired) throws Exception {
    var patch = new JsonObject().put("properties", new JsonObject().put("desired", desired));
    var answer = send("PATCH", "/twins/" + encoded(device), patch);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
  }

  /** The answer as the hub gives it, whatever its status. */
  public HttpResponse<String> invoke(String device, String method, @Nullable Object payload)
      throws Exception {
    var call =
        new JsonObject()
            .put("methodName", method)
            .put("responseTimeoutInSeconds", 10)
            .put("connectTimeoutInSeconds", 0)
            .put("payload", payload);
    return send("POST", "/twins/" + encoded(device) + "/methods", call);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> send(String verb, String path, @Nullable JsonObject body)
      throws IOException, InterruptedException {
    var owner = ConnectionString.parse(hub.serviceConnectionString());
    var request =
        HttpRequest.newBuilder(
                URI.create("https://" + owner.hostName() + path + "?api-version=2021-04-12"))
            .header("Authorization", SasToken.forService(owner, Instant.now().plusSeconds(600)))
            .header("Content-Type", "application/json; charset=utf-8")
            .timeout(Duration.ofSeconds(15))
            .method(
                verb,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
