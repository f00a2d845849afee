// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a verified image the one that runs, or leaves the old one running: whatever happens in
 * between, never something of both. Where the image comes from is not its business.
 */
@NullMarked
package io.firmcast.agent.install;

import org.jspecify.annotations.NullMarked;
