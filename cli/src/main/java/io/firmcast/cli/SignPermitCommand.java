// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.manifest.Permit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Leave to go back. */
@Command(
    name = "permit",
    description = {
      "Lets devices of a model go back to one older image, and prints the permit.",
      "Signed by root keys; give it to 'sign manifest --permit'."
    })
final class SignPermitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "IMAGE", description = "The older image's file.")
  private Path image = Path.of("");

  @Option(names = "--model", required = true, paramLabel = "TEXT", description = "For which model.")
  private String model = "";

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      converter = ExpiryText.class,
      defaultValue = "7d",
      description = "Until when: 7d, 12h or an ISO-8601 time (${DEFAULT-VALUE}).")
  private Instant expires = Instant.EPOCH;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "A root key to sign with; may be given several times.")
  private List<Path> keys = List.of();

  @Override
  public Integer call() {
    var permit = new Permit(model, SignFiles.image(image).sha256(), expires);
    var signed = permit.sign(KeyFile.signing(keys));
    System.out.println(new String(signed.toJson(), StandardCharsets.UTF_8));
    return Exit.OK;
  }
}
