// SPDX-License-Identifier: Apache-2.0
/**
 * Runs rollouts against the hub: owns them by leases, writes down what happens before it acts upon
 * it, carries out what the engine commands, and reads twins. It decides nothing about a rollout
 * itself and knows neither HTTP nor SQL.
 */
@NullMarked
package io.firmcast.orchestrator.drive;

import org.jspecify.annotations.NullMarked;
