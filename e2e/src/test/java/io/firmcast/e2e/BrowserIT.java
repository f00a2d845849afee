// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.cli.Stack;
import io.firmcast.cli.StackSettings;
import io.firmcast.localhub.LocalHubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What a person sees and does on the page, in a real Chromium. */
class BrowserIT {
  private Stack stack;
  private WebDriver browser;

  @BeforeEach
  void start(@TempDir Path data) {
    assumeTrue(
        Chromium.isInstalled(),
        "BROWSER TESTS SKIPPED: no chromium and chromedriver here; .ci/run installs them");
    stack =
        Stack.start(
            new StackSettings(
                new LocalHubSettings("127.0.0.63", 0, 0, data.resolve("hub")),
                0,
                Set.of(),
                0,
                data,
                5,
                Duration.ofSeconds(1),
                LinkKind.MQTT));
    browser = Chromium.open(data.resolve("profile"));
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void a_click_starts_an_update_and_its_phases_are_seen_without_a_reload() {
    browser.get(stack.url().toString());
    await().ignoreExceptions().until(() -> status("sim-3").equals("standBy"));
    browser.findElement(By.cssSelector("[data-device='sim-3'] button")).click();
    browser.findElement(By.id("update-uri")).sendKeys("https://fw.example/router-2.1.0.bin");

    browser.findElement(By.id("update-submit")).click();

    Set<String> seen = new LinkedHashSet<>();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              seen.add(status("sim-3"));
              return seen.contains("completed");
            });
    assertThat(seen).containsExactly("standBy", "downloading", "applying", "completed");
  }

  private String status(String device) {
    return browser
        .findElement(By.cssSelector("[data-device='%s']".formatted(device)))
        .getAttribute("data-status");
  }
}
