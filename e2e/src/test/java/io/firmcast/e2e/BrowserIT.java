// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.cli.Stack;
import io.firmcast.cli.StackSettings;
import io.firmcast.localhub.LocalHubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.interactions.Actions;

/** What a person sees and does on the page, in a real Chromium. */
class BrowserIT {
  private static final String IMAGE = "https://fw.example/router-2.1.0.bin";

  @TempDir private static Path data;
  private static Stack stack;
  private static WebDriver browser;
  private Dashboard page;

  @BeforeAll
  static void start() {
    assumeTrue(
        Chromium.isInstalled(),
        "BROWSER TESTS SKIPPED: no chromium and chromedriver here; .ci/run installs them");
    stack = stack(0);
    browser = Chromium.open(data.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (stack != null) {
      stack.close();
    }
  }

  private static Stack stack(int httpPort) {
    return Stack.start(
        new StackSettings(
            new LocalHubSettings("127.0.0.63", 0, 0, data.resolve("hub")),
            httpPort,
            Set.of(),
            0,
            data,
            5,
            Duration.ofSeconds(1),
            LinkKind.MQTT));
  }

  @BeforeEach
  void look() {
    page = new Dashboard(browser, stack.url());
  }

  @Test
  void a_click_starts_an_update_and_its_phases_are_seen_without_a_reload() {
    page.open("/").until(() -> page.status("sim-3").equals("standBy"));
    page.click("[data-update='sim-3']").type("#update-uri", IMAGE);

    page.click("#update-submit");

    Set<String> seen = new LinkedHashSet<>();
    page.until(
        () -> {
          seen.add(page.status("sim-3"));
          return seen.contains("completed");
        });
    assertThat(seen).containsExactly("standBy", "downloading", "applying", "completed");
    page.click("[data-device='sim-3'] a")
        .until(() -> page.text(".timeline").contains("Downloading"));
    assertThat(page.text("#page h2")).isEqualTo("sim-3");
  }

  @Test
  void a_rollout_is_made_started_paused_resumed_and_finished_by_clicking() {
    page.open("/rollouts").click("a[href='#/rollouts/+new']");
    page.click("form.new [type='submit']")
        .until(() -> page.text("[data-error='/id']").equals("Is required"));
    page.type("[name='/id']", "by-hand").type("[name='/firmware/fwPackageUri']", IMAGE);
    page.type("[name='/targets/devices']", "sim-0 sim-1").type("[name='/waves/0/soak']", "0s");
    page.click("[name='/waves/0/gate']").click("form.new [type='submit']");
    page.untilRolloutIs("Draft").until(() -> page.actions().contains("start"));

    page.perform("start").untilRolloutIs("Running");
    page.until(() -> page.text(".waves [data-state='soaking'] h3").startsWith("1."));
    page.perform("pause").untilRolloutIs("Paused");
    page.until(() -> page.actions().contains("resume"));
    assertThat(page.actions()).containsExactly("resume", "cancel", "abort");
    page.perform("resume").untilRolloutIs("Running").perform("nextWave");

    page.untilRolloutIs("Completed").until(() -> page.actions().isEmpty());
    assertThat(page.text(".log")).contains("paused by dashboard: because of a test");
  }

  @Test
  void a_device_that_reports_html_and_script_runs_nothing() throws Exception {
    try (var mallory = Mallory.on(stack.hub())) {
      mallory.reportScripts();
      page.open("/devices/mallory")
          .until(() -> page.text(".json").contains("onerror"))
          .until(() -> page.text(".timeline").contains("<img"));
      page.run(
          "document.querySelectorAll('.json details:not([open]) summary').forEach(s => s.click())");

      page.click("nav a").until(() -> page.status("mallory").equals("failed"));

      assertThat(page.text("[role='row'][data-device='mallory']")).contains("<script>");
      assertThat(page.run("return window.hacked")).isNull();
      assertThat(page.run("return document.querySelectorAll('main img, main script').length"))
          .isEqualTo(0L);
      assertThat(page.violations()).isEmpty();
    }
  }

  @Test
  void a_page_of_another_origin_gets_no_socket() throws Exception {
    try (var elsewhere = new OtherOrigin()) {
      browser.get(elsewhere.url());

      var socket = stack.url().toString().replace("http", "ws") + "/api/v1/status";
      assertThat(OtherOrigin.socketTo(browser, socket)).isEqualTo("closed");
    }
    page.open("/");
    var own = stack.url().toString().replace("http", "ws") + "/api/v1/status";
    assertThat(OtherOrigin.socketTo(browser, own)).isEqualTo("open");
  }

  @Test
  void the_keyboard_alone_leads_from_the_map_to_a_started_update() {
    page.open("/").until(() -> page.status("sim-4") != null);
    page.run("document.getElementById('map').focus()");

    new Actions(browser).sendKeys(Keys.ARROW_RIGHT, Keys.END).perform();
    page.until(() -> page.text("#map-tip").startsWith("sim-4"));
    new Actions(browser).sendKeys(Keys.ENTER).perform();
    page.until(() -> page.text("#page h2").equals("sim-4"));
    // Focus is on the page's title now, and the next stop is what can be done.
    new Actions(browser).sendKeys(Keys.TAB, Keys.ENTER).perform();
    page.until(() -> page.text("#update-title").equals("Update sim-4"));
    new Actions(browser).sendKeys(IMAGE, Keys.ENTER).perform();

    page.until(() -> page.text("#news").equals("sim-4: update started"));
  }

  @Test
  void a_restart_of_the_service_is_shown_and_healed_without_a_reload() {
    page.open("/").until(() -> page.status("sim-2") != null);
    page.run("window.notReloaded = true");
    var shown = page.text("#shown");
    var port = stack.url().getPort();

    stack.close();
    page.until(() -> page.text("#connection-text").equals("Reconnecting"));
    assertThat(page.text("#stale")).contains("may be out of date");
    stack = stack(port);

    page.until(() -> page.text("#connection-text").equals("Live"))
        .until(() -> page.text("#shown").equals(shown));
    assertThat(page.run("return window.notReloaded")).isEqualTo(true);
    assertThat(page.text("#stale")).isEmpty();
  }
}
