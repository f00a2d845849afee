// SPDX-License-Identifier: Apache-2.0
/**
 * The fleet as queries see it: now or as it was a while ago, narrowed by indexes on the paths that
 * queries ask for. Follows the registry and never changes it; what a row looks like on the wire and
 * how a query is written are the business of others.
 */
@NullMarked
package io.firmcast.localhub.fleet;

import org.jspecify.annotations.NullMarked;
