// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;

/**
 * The update that the desired properties ask for.
 *
 * @param id the update's own, or one made of what it says
 * @param version the {@code $version} of the desired properties that said so
 */
public record Wanted(FirmwareUpdate update, UpdateId id, long version) {}
