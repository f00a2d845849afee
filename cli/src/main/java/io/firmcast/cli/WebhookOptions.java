// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.orchestrator.drive.WebhookSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told how rollouts end. */
final class WebhookOptions {

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      split = ",",
      description = "Is sent a POST when rollouts and their devices come to an end.")
  private List<URI> receivers = new ArrayList<>();

  @Option(
      names = "--webhook-secret",
      paramLabel = "TEXT",
      description =
          "Signs what is sent: X-Firmcast-Signature is sha256= and the HMAC of the body. Better"
              + " given as FIRMCAST_WEBHOOK_SECRET or FIRMCAST_WEBHOOK_SECRET_FILE.")
  private @Nullable String secret;

  WebhookSettings settings() {
    try {
      return new WebhookSettings(receivers, secret);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --webhook: %s.".formatted(wrong.getMessage()));
    }
  }
}
