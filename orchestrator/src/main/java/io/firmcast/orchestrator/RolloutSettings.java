// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.hub.quota.HubRates;
import io.firmcast.orchestrator.drive.Terms;
import io.firmcast.orchestrator.drive.WebhookSettings;
import java.time.Duration;

/**
 * How rollouts are run.
 *
 * @param rates what this process may ask of the hub, for rollouts and everything else
 * @param membershipPeriod between two looks for devices that may join a rollout
 */
public record RolloutSettings(
    HubRates rates, Terms terms, Duration membershipPeriod, WebhookSettings webhooks) {

  /** Without a limit: for a local hub. */
  public static final RolloutSettings DEFAULTS =
      new RolloutSettings(
          HubRates.UNLIMITED, Terms.USUAL, Duration.ofMinutes(1), WebhookSettings.NONE);

  public RolloutSettings withRates(HubRates other) {
    return new RolloutSettings(other, terms, membershipPeriod, webhooks);
  }

  public RolloutSettings withTerms(Terms other) {
    return new RolloutSettings(rates, other, membershipPeriod, webhooks);
  }

  public RolloutSettings withWebhooks(WebhookSettings other) {
    return new RolloutSettings(rates, terms, membershipPeriod, other);
  }
}
