// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import org.jspecify.annotations.Nullable;

/**
 * One change, and where it came from.
 *
 * @param from the status the device had in the view before; null where it had none
 */
record Move(@Nullable FirmwareStatus from, StatusChanged to) {}
