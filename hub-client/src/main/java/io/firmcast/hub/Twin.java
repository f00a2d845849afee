// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;

/**
 * A device's twin at one moment. The sections are without {@code $metadata} and {@code $version}.
 *
 * @param connected whether the hub had a connection to the device
 * @param reportedVersion grows by 1 with every change the device reports
 */
public record Twin(
    DeviceId deviceId,
    boolean connected,
    JsonObject desired,
    long desiredVersion,
    JsonObject reported,
    long reportedVersion) {}
