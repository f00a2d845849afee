// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.manifest.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One new key. */
@Command(
    name = "new",
    description = {
      "Makes an Ed25519 key: NAME.key, for its owner alone, and NAME.pub. Prints its id.",
      "Both are PEM files as openssl reads and writes them."
    })
final class SignKeysNewCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Where, without an ending: keys/release.")
  private String name = "";

  @Override
  public Integer call() {
    var key = SigningKey.make(new SecureRandom());
    var privateFile = KeyFile.at(Path.of(name + ".key"));
    var publicFile = KeyFile.at(Path.of(name + ".pub"));
    privateFile.mustBeNew();
    publicFile.mustBeNew();
    privateFile.write(key);
    publicFile.write(key.verifying());
    System.out.println(key.verifying().id());
    return Exit.OK;
  }
}
