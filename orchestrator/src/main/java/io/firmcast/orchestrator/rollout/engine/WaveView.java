// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.Share;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wave of a rollout, as it is shown.
 *
 * @param number from 1
 * @param devices all of them; {@code measured} is without those that were canceled, superseded or
 *     removed
 * @param failed those that failed, refused, or stopped half-way
 * @param open those that are not over
 * @param success share of the measured ones that has to succeed
 * @param soaksUntil while it soaks
 * @param passedAt null while it is not passed
 * @param gated whether a person has to open what comes behind it
 */
public record WaveView(
    int number,
    @Nullable String name,
    WaveState state,
    int devices,
    int measured,
    int succeeded,
    int failed,
    int inFlight,
    int open,
    Share success,
    @Nullable Instant soaksUntil,
    @Nullable Instant passedAt,
    boolean gated) {}
