// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.firmcast.agent.download.DownloadException.Reason;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name is resolved once and dialled as an address; the certificate is still that of the name. */
class TlsDownloadTest {
  private static final DownloadRules RULES =
      DownloadRules.DEFAULT
          .from(false, Set.of("localhost", "127.0.0.1"))
          .reserving(0)
          .retrying(Duration.ofMillis(1), Duration.ofMillis(2));

  private final Vertx vertx = Vertx.vertx();
  private final Path target;
  private final PfxOptions certificate;
  private final ImageServer server;

  TlsDownloadTest(@TempDir Path dir) throws Exception {
    target = dir.resolve("image");
    certificate = certificateOf("localhost", dir.resolve("server.p12"));
    server =
        new ImageServer(
            vertx, 100_000, new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void an_image_comes_over_https() throws Exception {
    fetch(server.uri(), believing());

    assertThat(target).hasBinaryContent(server.bytes());
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_not_believed() throws Exception {
    refused(server.uri(), new HttpClientOptions());
    refused(server.uri(), ImageClient.options(ofTheJdk(), null));
  }

  @Test
  void a_certificate_of_another_name_is_not_believed() throws Exception {
    var byAddress = URI.create("https://127.0.0.1:" + server.port() + "/image.bin");

    refused(byAddress, believing());
    refused(byAddress, new HttpClientOptions().setTrustOptions(certificate));
  }

  /** As a device does, with the engine that it takes. */
  private HttpClientOptions believing() throws Exception {
    var managers = certificate.getTrustManagerFactory(vertx).getTrustManagers();
    return ImageClient.options(managers[0], null);
  }

  private static TrustManager ofTheJdk() throws Exception {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return factory.getTrustManagers()[0];
  }

  private void refused(URI uri, HttpClientOptions options) {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetch(uri, options))
        .extracting(DownloadException::reason)
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(server.ranges()).isEmpty();
  }

  private void fetch(URI uri, HttpClientOptions options) throws Exception {
    var image = new Image(uri, 100_000, server.image().sha256());
    Promise<Void> fetched = Promise.promise();
    vertx.runOnContext(
        here ->
            new Downloader(
                    vertx,
                    vertx.createHttpClient(options),
                    vertx.createSharedWorkerExecutor("disk", 1),
                    RULES,
                    new Random(7))
                .fetch(image, target, (bytes, length) -> {})
                .onComplete(fetched));
    fetched.future().await(20, TimeUnit.SECONDS);
  }

  static PfxOptions certificateOf(String name, Path file) throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .inheritIO()
            .start()
            .waitFor();
    assertThat(made).isZero();
    return new PfxOptions().setPath(file.toString()).setPassword("changeit");
  }
}
