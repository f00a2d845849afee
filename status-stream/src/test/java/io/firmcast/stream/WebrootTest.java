// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The page's own modules: those that need no browser are tested by Node where it is installed. */
class WebrootTest {
  private static final Path WEBROOT = Path.of("src/main/resources/webroot");

  @Test
  void the_modules_that_need_no_browser_do_what_their_tests_say() throws Exception {
    assumeTrue(hasNode(), "TESTS OF THE PAGE'S MODULES SKIPPED: no node here, 20 or newer");
    var node =
        new ProcessBuilder("node", "--test", "src/test/js/").redirectErrorStream(true).start();
    var said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(node.exitValue()).describedAs(said).isZero();
    assertThat(said).contains("# fail 0").doesNotContain("# pass 0");
  }

  @Test
  void nothing_in_the_page_is_had_from_elsewhere_or_made_of_text() throws IOException {
    try (var files = Files.walk(WEBROOT)) {
      var own =
          files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("vendor"));
      assertThat(own)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContain(
                          "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                      .doesNotContain("unsafeHTML", "eval(", "new Function")
                      .doesNotContainPattern("(?:import|src=|href=)[ ('\"]*https?:"));
    }
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      var node = new ProcessBuilder("node", "--version").start();
      var version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return node.waitFor() == 0 && version.matches("(?s)v(?:[2-9]\\d|1\\d\\d)\\..*");
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
