// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator asks for, and which devices it comes to: a definition of small records, each
 * with its defaults and limits, and the plan that a definition and a membership make. Nothing here
 * has a state that changes, a clock or a way to a hub.
 */
@NullMarked
package io.firmcast.orchestrator.rollout.plan;

import org.jspecify.annotations.NullMarked;
