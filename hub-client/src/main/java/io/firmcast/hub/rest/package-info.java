// SPDX-License-Identifier: Apache-2.0
/**
 * The service side of IoT Hub by plain HTTPS, for operators: whole documents where the SDK parses
 * and drops, true PATCH, and ids that the SDK cannot write into a path. It implements {@link
 * io.firmcast.hub.Devices}; no SDK appears here, and nothing of firmware.
 */
@NullMarked
package io.firmcast.hub.rest;

import org.jspecify.annotations.NullMarked;
