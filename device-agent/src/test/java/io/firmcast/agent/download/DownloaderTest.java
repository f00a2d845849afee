// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.firmcast.agent.download.DownloadException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest {
  private static final int LENGTH = 600_000;
  private static final DownloadRules RULES =
      DownloadRules.DEFAULT
          .from(true, Set.of("127.0.0.1"))
          .reserving(0)
          .atLeast(1000, Duration.ofMillis(400), Duration.ofSeconds(2))
          .retrying(Duration.ofMillis(1), Duration.ofMillis(5));

  private final Vertx vertx = Vertx.vertx();
  private final ImageServer server;
  private final Path target;
  private final List<Long> seen = new ArrayList<>();

  DownloaderTest(@TempDir Path dir) throws Exception {
    server = new ImageServer(vertx, LENGTH);
    target = dir.resolve("image");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void an_image_comes_to_the_disk() throws Exception {
    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
    assertThat(seen).isSorted().endsWith((long) LENGTH);
    assertThat(leftovers()).containsExactly("image");
  }

  @Test
  void what_is_here_already_is_not_fetched_again() throws Exception {
    Files.write(target, server.bytes());

    fetch(RULES);

    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void a_cut_is_gone_on_from() throws Exception {
    server.then(ImageServer.cutAfter(100_000), ImageServer.cutAfter(200_000));

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
    assertThat(server.ranges()).containsExactly("all", "bytes=100000-", "bytes=300000-");
  }

  @Test
  void what_a_killed_process_left_is_gone_on_from_behind_what_may_have_been_on_its_way()
      throws Exception {
    var half = Arrays.copyOf(server.bytes(), 400_000);
    half[399_999] ^= 1;
    Files.write(Path.of(target + ".part"), half);
    Files.writeString(Path.of(target + ".etag"), "\"v1\"");

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
    assertThat(server.ranges()).containsExactly("bytes=" + (400_000 - OpenPart.UNORDERED) + "-");
  }

  @Test
  void another_image_at_the_same_address_is_begun_anew() throws Exception {
    var new1 = ImageServer.random(LENGTH - 1);
    Files.write(Path.of(target + ".part"), Arrays.copyOf(server.bytes(), 500_000));
    Files.writeString(Path.of(target + ".etag"), "\"v1\"");
    server.nowServes(new1, "\"v2\"");

    fetch(RULES);

    assertThat(target).hasBinaryContent(new1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"v1\"", "", "v1"})
  void without_a_strong_tag_it_begins_anew(String tag) throws Exception {
    server.tag = tag;
    server.then(ImageServer.cutAfter(100_000));

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
    assertThat(server.ranges()).containsExactly("all", "all");
  }

  @Test
  void a_flipped_bit_is_noticed_and_the_image_fetched_again() throws Exception {
    server.then(ImageServer.flipped(LENGTH / 2));

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
    assertThat(server.ranges()).containsExactly("all", "all");
  }

  @Test
  void a_server_that_only_has_another_image_is_told_by_the_hash() throws Exception {
    for (int i = 0; i < RULES.suspicious(); i++) {
      server.then(ImageServer.flipped(i));
    }

    refused(Reason.HASH, RULES, server.image());

    assertThat(server.ranges()).hasSize(RULES.suspicious());
    assertThat(leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408})
  void trouble_of_the_server_is_waited_for(int status) throws Exception {
    server.then(ImageServer.status(status), ImageServer.status(status));

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
  }

  @Test
  void trouble_has_an_end() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.then(ImageServer.status(503));
    }

    refused(Reason.UNAVAILABLE, RULES, server.image());

    assertThat(server.ranges()).hasSize(RULES.fruitless());
  }

  @Test
  void what_is_not_there_is_asked_for_a_few_times_only() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.then(ImageServer.status(404));
    }

    refused(Reason.REFUSED, RULES, server.image());

    assertThat(server.ranges()).hasSize(RULES.suspicious());
  }

  @Test
  void an_endless_answer_ends_at_the_length_that_was_signed() throws Exception {
    for (int i = 0; i < RULES.suspicious(); i++) {
      server.then(ImageServer.endless());
    }

    refused(Reason.LENGTH, RULES, server.image());

    assertThat(Files.size(Path.of(target + ".part"))).isLessThanOrEqualTo(LENGTH);
  }

  @Test
  void another_length_is_refused_before_its_first_byte() throws Exception {
    for (int i = 0; i < RULES.suspicious(); i++) {
      server.then(ImageServer.announcing(LENGTH + 1));
    }

    refused(Reason.LENGTH, RULES, server.image());

    assertThat(seen).isEmpty();
    assertThat(Path.of(target + ".part")).isEmptyFile();
  }

  @Test
  void one_lie_about_the_length_may_be_a_mistake() throws Exception {
    server.then(ImageServer.announcing(7), ImageServer.wrongRange());

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
  }

  @Test
  void an_answer_that_ends_early_is_a_cut() throws Exception {
    server.then(ImageServer.chunked(1000));

    fetch(RULES);

    assertThat(server.ranges()).containsExactly("all", "bytes=1000-");
  }

  @Test
  void a_server_that_sleeps_is_left_and_told() throws Exception {
    for (int i = 0; i < RULES.suspicious(); i++) {
      server.then(ImageServer.slow(vertx));
    }

    refused(Reason.SLOW_RETRIEVAL, RULES, server.image());
  }

  @Test
  void a_server_that_does_not_answer_is_left() throws Exception {
    var impatient = RULES.atLeast(1, Duration.ofSeconds(5), Duration.ofMillis(200));
    server.then(ImageServer.silent());

    fetch(impatient);

    assertThat(target).hasBinaryContent(server.bytes());
  }

  @Test
  void a_redirect_within_the_host_is_followed() throws Exception {
    server.then(ImageServer.redirect("/elsewhere.bin"));

    fetch(RULES);

    assertThat(target).hasBinaryContent(server.bytes());
  }

  @Test
  void a_redirect_to_another_host_is_not() throws Exception {
    try (var other = new ImageServer(vertx, LENGTH)) {
      for (var to :
          List.of(
              other.uri().toString(), "http://localhost:%d/".formatted(server.port()), "//x/")) {
        server.then(ImageServer.redirect(to));

        refused(Reason.NOT_ALLOWED, RULES, server.image());
      }
      assertThat(other.ranges()).isEmpty();
    }
  }

  @Test
  void a_redirect_in_a_circle_ends() throws Exception {
    for (int i = 0; i < 100; i++) {
      server.then(ImageServer.redirect("/image.bin"));
    }

    refused(Reason.REFUSED, RULES, server.image());
  }

  @Test
  void a_full_disk_is_known_before_the_first_byte() throws Exception {
    refused(Reason.NO_SPACE, RULES.reserving(Long.MAX_VALUE / 2), server.image());

    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void http_is_refused_unless_it_is_allowed() throws Exception {
    refused(Reason.NOT_ALLOWED, RULES.from(false, Set.of("127.0.0.1")), server.image());

    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void a_host_that_is_not_listed_is_refused() throws Exception {
    refused(Reason.NOT_ALLOWED, RULES.from(true, Set.of("fw.example")), server.image());

    assertThat(server.ranges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://127.1:%d/",
        "http://2130706433:%d/",
        "http://127.8.9.10:%d/",
        "http://0.0.0.0:%d/",
        "http://[::1]:%d/",
        "http://[::]:%d/",
        "http://[::ffff:127.0.0.1]:%d/",
        "http://[::ffff:7f00:1]:%d/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:%d/",
        "http://169.254.169.254:%d/latest/meta-data",
        "http://[::ffff:169.254.169.254]:%d/",
        "http://[fe80::1]:%d/",
        "http://224.0.0.1:%d/",
        "http://[ff02::1]:%d/",
        "http://user@127.0.0.1:%d/",
        "http://fw.example@127.0.0.1:%d/",
        "file:///etc/passwd",
        "ftp://127.0.0.1:%d/",
        "test.com",
        "//127.0.0.1:%d/",
        "http:///x"
      })
  void this_machine_and_its_link_are_refused_unless_named(String form) throws Exception {
    var uri = URI.create(form.formatted(server.port()));

    refused(Reason.NOT_ALLOWED, RULES.from(true, Set.of()), image(uri));

    assertThat(server.ranges()).isEmpty();
  }

  /** "localhost" may be named; another name that leads there is a name server's trick. */
  @Test
  void a_name_that_leads_to_this_machine_is_refused_though_the_name_is_listed() throws Exception {
    var name = "localhost.localdomain";
    var tricked = RULES.from(true, Set.of(name));
    var resolves = resolves(name);

    refused(
        resolves ? Reason.NOT_ALLOWED : Reason.UNAVAILABLE,
        tricked,
        image(URI.create("http://%s:%d/".formatted(name, server.port()))));

    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void a_stopped_device_begins_no_other_attempt() throws Exception {
    server.then(ImageServer.status(503));
    var fetched =
        onContext(
            RULES.retrying(Duration.ofMillis(300), Duration.ofMillis(300)), server.image(), true);

    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> fetched.await(10, TimeUnit.SECONDS))
        .extracting(DownloadException::reason)
        .isEqualTo(Reason.STOPPED);
    assertThat(server.ranges()).hasSize(1);
  }

  private void fetch(DownloadRules rules) throws Exception {
    onContext(rules, server.image(), false).await(20, TimeUnit.SECONDS);
  }

  private void refused(Reason reason, DownloadRules rules, Image image) {
    assertThatExceptionOfType(DownloadException.class)
        .isThrownBy(() -> onContext(rules, image, false).await(20, TimeUnit.SECONDS))
        .extracting(DownloadException::reason)
        .isEqualTo(reason);
    assertThat(target).doesNotExist();
  }

  private Future<Void> onContext(DownloadRules rules, Image image, boolean stopping) {
    Promise<Void> fetched = Promise.promise();
    vertx.runOnContext(
        here -> {
          var downloader =
              new Downloader(
                  vertx,
                  vertx.createHttpClient(new HttpClientOptions()),
                  vertx.createSharedWorkerExecutor("disk", 1),
                  rules,
                  new Random(7));
          downloader.fetch(image, target, (bytes, length) -> seen.add(bytes)).onComplete(fetched);
          if (stopping) {
            downloader.stop();
          }
        });
    return fetched.future();
  }

  private Image image(URI uri) throws Exception {
    return new Image(uri, LENGTH, server.image().sha256());
  }

  private List<String> leftovers() throws Exception {
    try (var files = Files.list(target.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean resolves(String name) {
    try {
      return InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
