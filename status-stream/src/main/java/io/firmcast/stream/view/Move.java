// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.StatusChanged;
import org.jspecify.annotations.Nullable;

/**
 * One change, and where it came from.
 *
 * @param from what the view had of the device before; null where it had nothing
 */
record Move(@Nullable StatusChanged from, StatusChanged to) {}
