// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON of rollouts: one form for HTTP, for rollout files and for the decision log, read
 * strictly and written from the records themselves. What a record means is decided in {@code
 * rollout}; here stands only how it is spelled.
 */
@NullMarked
package io.firmcast.orchestrator.json;

import org.jspecify.annotations.NullMarked;
