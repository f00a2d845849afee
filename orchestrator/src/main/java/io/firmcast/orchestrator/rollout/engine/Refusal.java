// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/**
 * Why an operator's wish is not fulfilled.
 *
 * @param code stable, for programs: {@code wrong-state}, {@code plan-drifted}, {@code no-plan}…
 * @param sentence for people
 */
public record Refusal(String code, String sentence) {}
