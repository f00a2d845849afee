// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.firmcast.agent.download.DownloadException.Reason;
import io.firmcast.agent.link.ConnectProxy;
import io.firmcast.agent.link.HttpProxy;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From networks that let nothing out but through a proxy, and know no names of the world. */
class ProxiedDownloadTest {
  private static final int LENGTH = 100_000;
  private static final DownloadRules RULES =
      DownloadRules.DEFAULT
          .from(true, Set.of())
          .reserving(0)
          .retrying(Duration.ofMillis(1), Duration.ofMillis(2))
          .throughProxy();

  private final Vertx vertx = Vertx.vertx();
  private final Path dir;

  ProxiedDownloadTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void an_image_comes_over_https_from_a_host_that_only_the_proxy_knows() throws Exception {
    var certificate = TlsDownloadTest.certificateOf("fw.example", dir.resolve("server.p12"));
    var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate);
    try (var server = new ImageServer(vertx, LENGTH, options)) {
      var proxy = new ConnectProxy(vertx, name -> "127.0.0.1");
      var uri = URI.create("https://fw.example:" + server.port() + "/image.bin");

      fetch(uri, server, believing(certificate, proxy.address()));

      assertThat(target()).hasBinaryContent(server.bytes());
      assertThat(proxy.targets()).containsExactly("fw.example:" + server.port());
    }
  }

  @Test
  void a_proxy_cannot_stand_in_for_the_host() throws Exception {
    var certificate = TlsDownloadTest.certificateOf("other.example", dir.resolve("server.p12"));
    var options = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate);
    try (var server = new ImageServer(vertx, LENGTH, options)) {
      var proxy = new ConnectProxy(vertx, name -> "127.0.0.1").address();
      var uri = URI.create("https://fw.example:" + server.port() + "/image.bin");

      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(() -> fetch(uri, server, believing(certificate, proxy)));
      assertThat(server.ranges()).isEmpty();
    }
  }

  @Test
  void an_image_comes_over_http_too() throws Exception {
    try (var server = new ImageServer(vertx, LENGTH)) {
      var proxy = HttpProxy.parse("http://127.0.0.1:" + server.port());

      fetch(URI.create("http://fw.example/image.bin"), server, client(proxy));

      assertThat(target()).hasBinaryContent(server.bytes());
    }
  }

  @Test
  void a_wrong_password_is_an_end_and_not_shown() throws Exception {
    try (var server = new ImageServer(vertx, LENGTH)) {
      var right = new ConnectProxy(vertx, name -> "127.0.0.1").address();
      var wrong = new HttpProxy(right.host(), right.port(), "user", "open sesame");

      assertThatExceptionOfType(DownloadException.class)
          .isThrownBy(
              () -> fetch(URI.create("https://fw.example/image.bin"), server, client(wrong)))
          .withMessageNotContaining("open sesame")
          .extracting(DownloadException::reason)
          .isEqualTo(Reason.UNAVAILABLE);
    }
  }

  @Test
  void this_machine_is_not_reached_by_way_of_the_proxy_either() throws Exception {
    try (var server = new ImageServer(vertx, LENGTH)) {
      var proxy = HttpProxy.parse("http://127.0.0.1:" + server.port());
      for (var host : Set.of("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433")) {
        assertThatExceptionOfType(DownloadException.class)
            .as(host)
            .isThrownBy(() -> fetch(URI.create("http://" + host + "/i"), server, client(proxy)))
            .extracting(DownloadException::reason)
            .isEqualTo(Reason.NOT_ALLOWED);
      }
      assertThat(server.ranges()).isEmpty();
    }
  }

  private HttpClientOptions believing(PfxOptions certificate, HttpProxy proxy) throws Exception {
    var managers = certificate.getTrustManagerFactory(vertx).getTrustManagers();
    return ImageClient.options(managers[0], proxy.toOptions());
  }

  private static HttpClientOptions client(HttpProxy proxy) {
    return new HttpClientOptions().setProxyOptions(proxy.toOptions());
  }

  private Path target() {
    return dir.resolve("image");
  }

  private void fetch(URI uri, ImageServer server, HttpClientOptions options) throws Exception {
    var image = new Image(uri, LENGTH, server.image().sha256());
    Promise<Void> fetched = Promise.promise();
    vertx.runOnContext(
        here ->
            new Downloader(
                    vertx,
                    vertx.createHttpClient(options),
                    vertx.createSharedWorkerExecutor("disk", 1),
                    RULES,
                    new Random(7))
                .fetch(image, target(), (bytes, length) -> {})
                .onComplete(fetched));
    fetched.future().await(20, TimeUnit.SECONDS);
  }
}
