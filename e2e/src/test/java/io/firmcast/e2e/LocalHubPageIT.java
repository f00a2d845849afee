// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Java in docs/local-hub.md under "In tests", run, and the same there as here. */
class LocalHubPageIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void a_hub_in_a_test_is_six_lines() {
    var hub = LocalHub.start(vertx, LocalHubSettings.defaults().withPorts(0, 0)).await();
    hub.createDevice("my-device").await();
    var device = hub.deviceConnectionString("my-device");
    var service = hub.serviceConnectionString();
    var authority = hub.caPem();
    hub.close().await();

    assertThat(device).startsWith("HostName=127.0.0.1;DeviceId=my-device;SharedAccessKey=");
    assertThat(service).contains("SharedAccessKeyName=iothubowner");
    assertThat(authority).startsWith("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void the_page_has_these_lines() throws Exception {
    var page = Files.readString(Path.of("../docs/local-hub.md"));
    var here = Files.readString(Path.of("src/test/java/io/firmcast/e2e/LocalHubPageIT.java"));
    var block = page.replaceAll("(?s).*\n## In tests.*?```java\n(.*?)```.*", "$1");

    assertThat(block.lines()).hasSizeGreaterThan(4);
    assertThat(Arrays.stream(block.split("\n"))).allMatch(line -> here.contains(line.strip()));
  }

  @Test
  void the_test_in_junit_5_on_the_page_is_one_that_is_run() throws Exception {
    var page = Files.readString(Path.of("../docs/local-hub.md"));
    var module = Path.of("../local-hub-junit5/src/test/java/io/firmcast/localhub/junit5");
    var test = Files.readString(module.resolve("JavaSdkExtensionIT.java"));
    var block = page.replaceAll("(?s).*\n### JUnit 5.*?```java\n(.*?)```.*", "$1");

    assertThat(block.lines()).hasSizeGreaterThan(10);
    assertThat(block.lines().skip(1).filter(line -> !line.contains("// …")))
        .allMatch(line -> test.contains(line.strip()));
  }
}
