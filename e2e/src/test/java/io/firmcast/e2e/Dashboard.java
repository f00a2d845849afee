// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page as a person uses it: waits for what it is to show, then clicks or reads. */
final class Dashboard {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final WebDriver browser;
  private final URI url;

  Dashboard(WebDriver browser, URI url) {
    this.browser = browser;
    this.url = url;
  }

  /**
   * @param part behind the #, such as {@code /rollouts}
   */
  Dashboard open(String part) {
    // Another address of the same page would not load it anew.
    browser.get("about:blank");
    browser.get(url + "/#" + part);
    return until(() -> text("#connection-text").equals("Live"));
  }

  Dashboard click(String selector) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              browser.findElement(By.cssSelector(selector)).click();
              return true;
            });
    return this;
  }

  Dashboard type(String selector, String text) {
    var field = browser.findElement(By.cssSelector(selector));
    field.clear();
    field.sendKeys(text);
    return this;
  }

  String text(String selector) {
    return browser.findElement(By.cssSelector(selector)).getText();
  }

  String status(String device) {
    return browser
        .findElement(By.cssSelector("[role='row'][data-device='%s']".formatted(device)))
        .getAttribute("data-status");
  }

  List<String> actions() {
    return browser.findElements(By.cssSelector("[data-action]")).stream()
        .map(button -> button.getAttribute("data-action"))
        .toList();
  }

  /** Clicks an action of a rollout and confirms it. */
  Dashboard perform(String action) {
    click("[data-action='" + action + "']");
    type("#confirm-reason", "because of a test");
    return click("#confirm-submit");
  }

  Dashboard until(Callable<Boolean> shown) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(shown);
    return this;
  }

  Dashboard untilRolloutIs(String state) {
    return until(() -> text(".standing .state").equals(state));
  }

  Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) browser).executeScript(script, arguments);
  }

  /** What the browser said of its policy being violated. */
  List<String> violations() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Content Security Policy"))
        .toList();
  }
}
