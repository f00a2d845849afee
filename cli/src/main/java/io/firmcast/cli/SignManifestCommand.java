// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.manifest.Envelope;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.SignedUpdate;
import io.firmcast.contract.FirmwareUpdate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One image for one kind of device. */
@Command(
    name = "manifest",
    description = {
      "Signs what an image is, and prints the update as a device takes it: the payload of the"
          + " method firmwareUpdate, of the desired property firmware, and of the orchestrator's"
          + " API."
    },
    footer = {"", "Then: firmcast update sim-3 --signed update.json"})
final class SignManifestCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IMAGE", description = "The image's file.")
  private Path image = Path.of("");

  @Option(
      names = "--uri",
      required = true,
      paramLabel = "URI",
      description = "Where devices will find it: https, or http where they allow it.")
  private URI uri = URI.create("");

  @Option(names = "--model", required = true, paramLabel = "TEXT", description = "For which model.")
  private String model = "";

  @Option(
      names = "--hardware-revision",
      required = true,
      paramLabel = "TEXT",
      description = "For which revision of its hardware.")
  private String revision = "";

  @Option(
      names = "--firmware-version",
      required = true,
      paramLabel = "VERSION",
      description = "The version that a device reports when it runs it.")
  private String version = "";

  @Option(
      names = "--counter",
      required = true,
      paramLabel = "N",
      description = "Of this release; higher than of any release of that model before.")
  private long counter;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      converter = ExpiryText.class,
      defaultValue = "30d",
      description =
          "Until when it may be installed: 30d, 12h or an ISO-8601 time (${DEFAULT-VALUE}).")
  private Instant expires = Instant.EPOCH;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "A release key to sign with; may be given several times.")
  private List<Path> keys = List.of();

  @Option(
      names = "--permit",
      paramLabel = "FILE",
      description = "What 'sign permit' printed, where devices are to go back to this release.")
  private @Nullable Path permit;

  @Override
  public Integer call() {
    if (uri.getHost() == null) {
      throw new CliFailure(Exit.USAGE, "--uri must name a host: https://fw.example/image.bin.");
    }
    var releases = KeyFile.signing(keys);
    var file = SignFiles.image(image);
    var manifest = manifest(file, releases.get(0).verifying().id());
    var signed = new SignedUpdate(manifest.sign(releases), permit == null ? null : permit(permit));
    var update =
        new FirmwareUpdate(
            uri, null, version, file.sha256(), file.length(), signed.toString(), null);
    System.out.println(update.toJson().encodePrettily());
    return Exit.OK;
  }

  private Manifest manifest(SignFiles.Image file, String keyId) {
    try {
      return new Manifest(
          uri, file.length(), file.sha256(), model, revision, version, counter, expires, keyId);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, wrong.getMessage() + ".");
    }
  }

  private static Envelope permit(Path file) {
    try {
      return Envelope.parse(SignFiles.text(file).strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notOurs) {
      throw new CliFailure(Exit.USAGE, file + " holds no permit.");
    }
  }
}
