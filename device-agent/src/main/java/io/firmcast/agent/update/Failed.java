// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.ReportedFirmware;

/** The last update could not be installed; the report says why. */
public record Failed(ReportedFirmware reported) implements Settled {}
