// SPDX-License-Identifier: Apache-2.0
/**
 * The one origin that a browser sees: who may call it, the page and its headers, and the way
 * through to the orchestrator. Nothing here knows what a status is.
 */
@NullMarked
package io.firmcast.stream.site;

import org.jspecify.annotations.NullMarked;
