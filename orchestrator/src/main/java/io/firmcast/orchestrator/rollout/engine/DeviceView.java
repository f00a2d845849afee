// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One device of a rollout, as it is shown.
 *
 * @param place its place in the plan, from 0; lists are in this order
 * @param wave from 1
 * @param waiting why it waits; {@link Wait#NONE} where it does not
 * @param reason in one word of ours or the device's; null where that needs none
 * @param update of its current try; null where it was never asked
 * @param attempt how many update ids it has had, 0 for none
 * @param since when it came into this state
 * @param next when it is looked at again if nothing happens; null for never
 */
public record DeviceView(
    DeviceId device,
    int place,
    int wave,
    DeviceState state,
    Wait waiting,
    @Nullable String reason,
    @Nullable UpdateId update,
    int attempt,
    Instant since,
    @Nullable Instant next) {}
