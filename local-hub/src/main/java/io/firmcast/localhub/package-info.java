// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's wire on one machine; knows nothing of firmware and imports nothing else of Firmcast.
 */
@NullMarked
package io.firmcast.localhub;

import org.jspecify.annotations.NullMarked;
