// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.hub.Hub;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.orchestrator.store.Requests;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What every session works with.
 *
 * @param start the hub as it is asked to begin something
 * @param active the hub as it is asked about what has begun
 * @param sweep the hub as it is asked what nobody waits for
 */
record Workshop(
    Vertx vertx,
    QuotaHub start,
    QuotaHub active,
    Hub sweep,
    RolloutStore store,
    Requests requests,
    Engine engine,
    DecisionLog log,
    Hooks hooks,
    Clock clock,
    RandomGenerator random,
    Duration methodTimeout,
    Duration reconcilePeriod,
    Duration membershipPeriod) {}
