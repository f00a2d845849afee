// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A hub that listens on every address, and callers that come by one that is not loopback. It runs
 * in a network of its own, so that there is such an address on every machine and nobody else's is
 * touched.
 */
class AdminFromElsewhereIT {

  private static final String ADDRESS = "192.0.2.7";
  private static final List<String> NETWORK =
      List.of("unshare", "--net", "--map-root-user", "sh", "-c");

  private static List<String> answers = List.of();

  @BeforeAll
  static void call() throws Exception {
    assumeThat(run("true").exit()).as("networks can be made here").isZero();
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var script =
        "ip link set lo up && ip address add %s/32 dev lo && exec %s -cp '%s' %s"
            .formatted(
                ADDRESS,
                java,
                System.getProperty("java.class.path"),
                AdminFromElsewhereIT.class.getName());
    var child = run(script);
    answers = child.out().lines().filter(line -> line.startsWith("/")).toList();
    assertThat(child.exit()).as(child.out()).isZero();
  }

  @Test
  void the_switches_and_the_witness_answer_403_whatever_name_the_hub_is_called_by() {
    for (var path : List.of("/admin/faults", "/admin/tier", "/admin/witness", "/admin/none")) {
      assertThat(answers)
          .contains(
              path + " " + ADDRESS + " 403 Only callers on the hub's own machine may do this.")
          .contains(path + " 127.0.0.1 " + (path.endsWith("none") ? 404 : 200));
    }
  }

  @Test
  void a_change_from_there_is_refused_and_changes_nothing() {
    assertThat(answers)
        .contains("/put " + ADDRESS + " 403 Only callers on the hub's own machine may do this.")
        .contains("/tier none");
  }

  @Test
  void what_needs_a_key_answers_there_as_it_does_here() {
    assertThat(answers).contains("/devices " + ADDRESS + " 200", "/devices 127.0.0.1 200");
  }

  private record Output(int exit, String out) {}

  private static Output run(String script) throws IOException, InterruptedException {
    var words = new ArrayList<>(NETWORK);
    words.add(script);
    Process process;
    try {
      process = new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();
    } catch (IOException noSuchProgram) {
      return new Output(127, "");
    }
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Output(-1, out);
    }
    return new Output(process.exitValue(), out);
  }

  /** The process in the network of its own. */
  public static void main(String[] none) throws Exception {
    try (var hub = TestHub.start(new LocalHubSettings("0.0.0.0", 0, 0, null))) {
      var token = Sas.policy("127.0.0.1", "iothubowner", hub.ownerKey());
      for (var address : List.of(ADDRESS, "127.0.0.1")) {
        for (var path : List.of("/admin/faults", "/admin/tier", "/admin/witness", "/admin/none")) {
          tell(path, address, ask(hub, address, "GET " + path, ""));
        }
        var devices = "GET /devices?api-version=2021-04-12";
        tell("/devices", address, ask(hub, address, devices, "Authorization: " + token + "\r\n"));
      }
      var put = "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"tier\":\"S1\"}";
      tell("/put", ADDRESS, ask(hub, ADDRESS, "PUT /admin/tier", put));
      System.out.println(
          "/tier " + hub.hub.throttles().settings().tier().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void tell(String path, String address, String answer) {
    var status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    var detail = answer.replaceAll("(?s).*\"detail\":\"(Only[^\"]*)\".*", " $1");
    System.out.println(path + " " + address + " " + status + (detail.equals(answer) ? "" : detail));
  }

  /** By the hub's usual name, so that only the address differs. */
  private static String ask(TestHub hub, String address, String line, String rest)
      throws Exception {
    var port = hub.hub.httpsPort();
    try (var socket = hub.trust().getSocketFactory().createSocket(address, port)) {
      socket.setSoTimeout(10_000);
      var request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + rest;
      var end = rest.contains("\r\n\r\n") ? "" : "\r\n";
      socket.getOutputStream().write((request + end).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
