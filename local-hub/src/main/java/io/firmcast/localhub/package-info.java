// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's wire on one machine; knows nothing of firmware and imports nothing else of Firmcast.
 * Here is only what others call: {@link io.firmcast.localhub.LocalHub} and its settings; what the
 * hub does lives in the packages below.
 *
 * <p>Reading order: {@code twin} (the document as a value), {@code device} (where it changes),
 * {@code mqtt} and {@code rest} (the two wires). Both wires call {@code device} and {@code method}
 * and know nothing of each other.
 */
@NullMarked
package io.firmcast.localhub;

import org.jspecify.annotations.NullMarked;
