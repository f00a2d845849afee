// SPDX-License-Identifier: Apache-2.0
/**
 * How a device reaches its hub: the port {@code DeviceLink}, and behind it the Azure SDK or IoT
 * Hub's MQTT dialect on the event loop. It knows twins and methods; of firmware it knows nothing.
 */
@NullMarked
package io.firmcast.agent.link;

import org.jspecify.annotations.NullMarked;
