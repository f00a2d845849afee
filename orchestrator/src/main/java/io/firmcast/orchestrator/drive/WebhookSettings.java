// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told when rollouts and devices come to an end. {@link #toString} shows no secret.
 *
 * @param receivers http or https
 * @param secret under which messages are signed; null for unsigned ones
 */
public record WebhookSettings(List<URI> receivers, @Nullable String secret) {
  public static final WebhookSettings NONE = new WebhookSettings(List.of(), null);

  public WebhookSettings {
    receivers = List.copyOf(receivers);
    for (var receiver : receivers) {
      var scheme = receiver.getScheme();
      if (receiver.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException("a webhook must be an http or https URL");
      }
    }
  }

  @Override
  public String toString() {
    return receivers.size() + " webhooks";
  }
}
