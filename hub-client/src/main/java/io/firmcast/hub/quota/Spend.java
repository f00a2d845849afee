// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import java.time.Duration;

/**
 * How one class of operations stands.
 *
 * @param permittedPerSecond infinite where nothing limits it
 * @param lastMinute begun within the last 60 s
 * @param sinceStart begun since this process started
 * @param waiting for their turn
 * @param forecast how long the last of those will wait
 * @param throttled how often the hub asked to slow down nevertheless
 * @param speed the part, up to 1, of what is permitted that is used at present, because of that
 */
public record Spend(
    HubOperation operation,
    double permittedPerSecond,
    long lastMinute,
    long sinceStart,
    int waiting,
    Duration forecast,
    long throttled,
    double speed) {}
