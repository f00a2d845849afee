// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

/** A device that another rollout, older and begun, has not finished with. */
public record Rival(String deviceId, String rolloutId) {}
