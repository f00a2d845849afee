// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.page;

/**
 * Frames a second of the fleet's page in a headless Chromium, by requestAnimationFrame, while so
 * many of its devices change; beside the same page with the same fleet and no change.
 */
final class PageFps {
  private static final int ROUNDS = 3;

  /** Waits for the fleet, lets it settle, then counts. */
  private static final String COUNT =
      """
      new Promise((done) => {
        const began = () => {
          const shown = document.getElementById('shown')?.textContent ?? '';
          if (!/^[\\d,]+ devices?$/.test(shown) || shown === '0 devices') {
            setTimeout(began, 100);
          } else {
            setTimeout(() => requestAnimationFrame(count), 2000);
          }
        };
        const gaps = [];
        let first;
        let last;
        const count = (now) => {
          first ??= now;
          if (last !== undefined) {
            gaps.push(now - last);
          }
          last = now;
          if (now - first < 10000) {
            requestAnimationFrame(count);
          } else {
            gaps.sort((a, b) => a - b);
            done({
              fps: (gaps.length * 1000) / (last - first),
              p99: gaps[Math.floor(gaps.length * 0.99)],
              worst: gaps.at(-1),
              rate: Number(document.getElementById('rate').textContent.replace(/,/g, '')),
            });
          }
        };
        began();
      })
      """;

  private PageFps() {}

  public static void main(String[] args) throws Exception {
    var devices = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    var changes = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    System.out.printf("%d devices, Chromium without a GPU, %d rounds of 10 s%n", devices, ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      measure(devices, 0);
      measure(devices, changes);
    }
  }

  private static void measure(int devices, int changes) throws Exception {
    try (var server = new FrameServer(devices, changes);
        var browser = Browser.open(server.url())) {
      var seen = browser.evaluate(COUNT);
      System.out.printf(
          "%5d changes/s   %5.1f frames/s   gap p99 %5.1f ms   worst %6.1f ms   page says %.0f/s%n",
          changes,
          seen.getDouble("fps"),
          seen.getDouble("p99"),
          seen.getDouble("worst"),
          seen.getDouble("rate"));
    }
  }
}
