// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import org.jspecify.annotations.Nullable;

/**
 * What the device itself answered to a direct method.
 *
 * @param status any number the device chose
 * @param payload JSON as Vert.x holds it: JsonObject, JsonArray, String, Number, Boolean or null
 */
public record MethodAnswer(int status, @Nullable Object payload) {}
