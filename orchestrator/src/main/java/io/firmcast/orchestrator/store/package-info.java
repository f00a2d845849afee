// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps updates and rollouts so that an answered 202 survives the process: the ports in {@link
 * io.firmcast.orchestrator.store.Stores} and their SQL, one text for SQLite and PostgreSQL. No
 * decisions are made here.
 */
@NullMarked
package io.firmcast.orchestrator.store;

import org.jspecify.annotations.NullMarked;
