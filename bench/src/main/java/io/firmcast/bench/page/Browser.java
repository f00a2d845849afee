// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Debian's Chromium without a window, told what to do over its own debugging protocol. */
final class Browser implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final String LOADED =
      "Promise.resolve({loaded: location.protocol === 'http:' && document.readyState ==="
          + " 'complete'})";

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
  private int calls;

  private Browser(Process process, Path profile, String page) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page), new Answers())
            .join();
  }

  static Browser open(String url) throws IOException, InterruptedException {
    var profile = Files.createTempDirectory("page-fps");
    var process =
        new ProcessBuilder(
                "/usr/bin/chromium",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--window-size=1440,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                url)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var port = Long.parseLong(whenThere(profile.resolve("DevToolsActivePort")).get(0));
    var browser = new Browser(process, profile, "ws://127.0.0.1:" + port + pagePath(port));
    while (!browser.evaluate(LOADED).getBoolean("loaded")) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return browser;
  }

  /** What a promise of the page's came to. */
  JsonObject evaluate(String script) throws InterruptedException {
    var parameters =
        new JsonObject()
            .put("expression", script)
            .put("awaitPromise", true)
            .put("returnByValue", true);
    var call = new JsonObject().put("id", ++calls).put("method", "Runtime.evaluate");
    socket.sendText(call.put("params", parameters).encode(), true).join();
    var answer = answers.poll(2, TimeUnit.MINUTES);
    var result = answer == null ? null : answer.getJsonObject("result");
    if (result == null || result.containsKey("exceptionDetails")) {
      throw new IllegalStateException("The browser says " + answer);
    }
    return result.getJsonObject("result").getJsonObject("value");
  }

  private static List<String> whenThere(Path file) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Chromium did not start in " + START.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Files.readAllLines(file);
  }

  /** The path of the debugging socket of the first page that is no page of the browser's own. */
  private static String pagePath(long port) throws IOException, InterruptedException {
    var list = URI.create("http://127.0.0.1:" + port + "/json/list").toURL();
    for (int tries = 0; tries < 100; tries++) {
      try (var in = list.openStream()) {
        var pages = new JsonArray(new String(in.readAllBytes(), UTF_8));
        for (var page : pages) {
          if (page instanceof JsonObject object && object.getString("url").startsWith("http:")) {
            return URI.create(object.getString("webSocketDebuggerUrl")).getPath();
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("Chromium opened no page");
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    try (var files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(new JsonObject(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
