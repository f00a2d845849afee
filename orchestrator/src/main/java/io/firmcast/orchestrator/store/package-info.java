// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps updates so that an answered 202 survives the process: the port {@link
 * io.firmcast.orchestrator.store.UpdateStore} and its SQL, one text for SQLite and PostgreSQL. No
 * decisions are made here.
 */
@NullMarked
package io.firmcast.orchestrator.store;

import org.jspecify.annotations.NullMarked;
