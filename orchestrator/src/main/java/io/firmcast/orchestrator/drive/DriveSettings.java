// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import java.time.Duration;

/**
 * How rollouts are run.
 *
 * @param methodTimeout for a device to answer the method, 5 s to 300 s
 * @param reconcilePeriod between two readings of a device that is at it, at most
 * @param membershipPeriod between two looks for devices that may join
 */
public record DriveSettings(
    Duration methodTimeout,
    Duration reconcilePeriod,
    Duration membershipPeriod,
    Terms terms,
    WebhookSettings webhooks) {}
