// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An image from a local HTTPS server: by one agent, which hashes it and has it on its disk before
 * it reports the next phase, beside curl; then by many agents at once, for their memory. Arguments:
 * megabytes, rounds, agents at once, megabytes of each of those.
 */
final class Downloads {

  /** The first one of a process is slower than all others. */
  private static final int WARM = 3;

  private final Servers servers;
  private final Office office;
  private final Path authorities;

  private Downloads(Servers servers) throws IOException {
    this.servers = servers;
    this.office = new Office(Files.createTempDirectory(servers.folder(), "office"));
    this.authorities = servers.folder().resolve("authorities.pem");
  }

  public static void main(String[] args) throws Exception {
    var megabytes = Servers.argument(args, 0, 512);
    var rounds = Servers.argument(args, 1, 5);
    var many = Servers.argument(args, 2, 200);
    var small = Servers.argument(args, 3, 16);
    var downloads = new Downloads(new Servers());
    var image = downloads.office.image(megabytes);
    var one =
        new Comparison()
            .with("curl", () -> downloads.curl(image, ""))
            .with("curl and sha256sum", () -> downloads.curl(image, "&& sha256sum"))
            .with("agent", () -> downloads.agent(image));
    one.run(rounds);
    one.print("An image of " + megabytes + " MB over HTTPS");
    var piece = downloads.office.image(small);
    var crowd = new Comparison();
    for (var count : List.of(1, Math.max(1, many / 4), many)) {
      crowd.with(count + " agents at once", () -> downloads.atOnce(piece, count));
    }
    crowd.run(Math.max(1, rounds / 2));
    crowd.print("Images of " + small + " MB by agents at once");
  }

  /** The wall clock is that of the whole command, as its user sees it. */
  private Run curl(Path image, String then) throws Exception {
    try (var files = servers.files(office.folder())) {
      var watch = new Run.Stopwatch(files);
      var target = office.folder().resolve("curl.bin");
      var command =
          "curl -sS --fail --cacert %s -o %s https://%s:%d/%s %s"
              .formatted(
                  servers.certificate().certificate(),
                  target,
                  Server.HOST,
                  files.port(),
                  image.getFileName(),
                  then.isEmpty() ? "" : then + " " + target);
      shell(command);
      for (var n = 0; n < WARM; n++) {
        var began = System.nanoTime();
        shell(command);
        watch.figure("MB/s", megabytes(image) / ((System.nanoTime() - began) / 1e9));
      }
      Files.delete(target);
      return watch.end();
    }
  }

  private static void shell(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed");
    }
  }

  private Run agent(Path image) throws Exception {
    try (var files = servers.files(office.folder());
        var hub = Hubs.durable(servers, 1, 0);
        var calls = new Calls(hub);
        var fleet = fleet(hub)) {
      var watch = new Run.Stopwatch(files, both(hub, fleet));
      fleet.connect(0, 1);
      var log = new WitnessLog(hub);
      for (var n = 0; n <= WARM; n++) {
        log.forget();
        var update = office.update(image, files.port(), n + 1);
        calls.update(1, device -> update);
        var seconds = Updates.secondsBetween(log.last("downloading", 1), log.last("applying", 1));
        watch.figure(n == 0 ? "the first in a process, MB/s" : "MB/s", megabytes(image) / seconds);
        log.last("completed", 1);
      }
      return watch.end();
    }
  }

  private Run atOnce(Path image, int agents) throws Exception {
    try (var files = servers.files(office.folder());
        var hub = Hubs.durable(servers, agents, 0);
        var calls = new Calls(hub);
        var fleet = fleet(hub)) {
      var watch = new Run.Stopwatch(files, both(hub, fleet));
      fleet.connect(0, agents);
      var log = new WitnessLog(hub);
      log.forget();
      watch.figure("heap before, MB", fleet.heap() / 1e6);
      watch.figure("resident before, MB", fleet.rss() / 1e6);
      fleet.forgetPeak();
      var update = office.update(image, files.port(), 1);
      var began = System.nanoTime();
      calls.update(agents, device -> update);
      log.last("completed", agents);
      var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
      watch.figure("resident at most, MB", fleet.peak() / 1e6);
      watch.figure("all of them, MB/s", agents * megabytes(image) / seconds);
      watch.figure("heap afterwards, MB", fleet.heap() / 1e6);
      return watch.end();
    }
  }

  /** It believes the hub and the file server. */
  private Fleet fleet(Server hub) throws IOException {
    Files.writeString(
        authorities,
        Files.readString(Where.of(hub).authorities())
            + Files.readString(servers.certificate().certificate()));
    var where = new Where(hub.port(), hub.told().get(3), authorities);
    return Fleet.start(
        servers.folder(), 1, Servers.HEAP, Kind.REAL_AGENTS, where, office.folder().toString());
  }

  private static Process[] both(Server hub, Fleet fleet) {
    return new Process[] {hub.process(), fleet.processes()[0]};
  }

  private static double megabytes(Path image) throws IOException {
    return Files.size(image) / 1e6;
  }
}
