// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.identity.Pem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A hub for one test class, on a loopback address of its own, and what clients need to reach it.
 */
final class TestHub implements AutoCloseable {

  final Vertx vertx;
  final LocalHub hub;
  final String host;
  // One for all requests of a test class: a client makes its own thread and TLS handshake.
  final HttpClient http;

  private TestHub(Vertx vertx, LocalHub hub, String host) {
    this.vertx = vertx;
    this.hub = hub;
    this.host = host;
    this.http = HttpClient.newBuilder().sslContext(hub.sslContext()).build();
  }

  /** For clients that can dial any port. */
  static TestHub start(String host) {
    return start(new LocalHubSettings(host, 0, 0, null));
  }

  /** For the Java device SDK, which dials 8883 only. */
  static TestHub startOn8883(String host, @Nullable Path data) {
    return start(new LocalHubSettings(host, 8883, 0, data));
  }

  static TestHub start(LocalHubSettings settings) {
    var vertx = Vertx.vertx();
    var hub = await(LocalHub.start(vertx, settings));
    var started = new TestHub(vertx, hub, settings.host());
    // The service SDK takes its trust from here only; test classes run one after the other.
    HttpsURLConnection.setDefaultSSLSocketFactory(started.trust().getSocketFactory());
    return started;
  }

  /** Registers a device and gives its primary key. */
  String device(String deviceId) {
    await(hub.createDevice(deviceId));
    return key(hub.deviceConnectionString(deviceId));
  }

  String ownerKey() {
    return key(hub.serviceConnectionString());
  }

  String ownerToken() {
    return Sas.policy(host, "iothubowner", ownerKey());
  }

  Rest rest() {
    return new Rest(this, ownerToken());
  }

  /** The host and port the service SDK dials. */
  String serviceHost() {
    return host + ":" + hub.httpsPort();
  }

  SSLContext trust() {
    return hub.sslContext();
  }

  /** The trust of a client that shows a certificate of its own. */
  SSLContext trust(KeyManager... own) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null);
      store.setCertificateEntry("hub", Pem.certificates(hub.caPem()).get(0));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String key(String connectionString) {
    return connectionString.substring(
        connectionString.indexOf("SharedAccessKey=") + "SharedAccessKey=".length());
  }

  @Override
  public void close() {
    await(hub.close());
    await(vertx.close());
  }
}
