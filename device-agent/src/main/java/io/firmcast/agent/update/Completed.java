// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.ReportedFirmware;

/** The last update is installed; the device says so until it accepts another or starts anew. */
public record Completed(ReportedFirmware reported) implements Settled {}
