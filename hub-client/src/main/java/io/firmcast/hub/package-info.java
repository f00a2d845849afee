// SPDX-License-Identifier: Apache-2.0
/**
 * The service side of IoT Hub: the port {@link io.firmcast.hub.Hub}, its adapter over the Azure
 * SDK, and what may fail. Only this package imports the Azure service SDK, and it knows nothing of
 * firmware.
 */
@NullMarked
package io.firmcast.hub;

import org.jspecify.annotations.NullMarked;
