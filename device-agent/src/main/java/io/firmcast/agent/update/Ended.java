// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;

/** An update that is over: {@code COMPLETED} or {@code FAILED}, and never done again. */
public record Ended(UpdateId id, FirmwareStatus status) {}
