// SPDX-License-Identifier: Apache-2.0
/**
 * Which statement of the protocol is shown by which test: the list of statements, what the two test
 * runs of a build tell about them, and the table in {@code docs} made of both. Knows tests by their
 * names only.
 */
@NullMarked
package io.firmcast.localhub.conformance;

import org.jspecify.annotations.NullMarked;
