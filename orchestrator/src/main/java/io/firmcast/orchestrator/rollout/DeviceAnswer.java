// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import org.jspecify.annotations.Nullable;

/**
 * What a device answered to the method, word for word.
 *
 * @param payload JSON text; null where the device sent none
 */
public record DeviceAnswer(int status, @Nullable String payload) {}
