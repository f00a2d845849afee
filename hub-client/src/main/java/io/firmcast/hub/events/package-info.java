// SPDX-License-Identifier: Apache-2.0
/**
 * What a hub tells by itself of its devices' twins, whichever way it does so. It knows the schema
 * of IoT Hub's messages and nothing of firmware.
 */
@NullMarked
package io.firmcast.hub.events;

import org.jspecify.annotations.NullMarked;
