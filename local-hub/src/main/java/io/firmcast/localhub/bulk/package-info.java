// SPDX-License-Identifier: Apache-2.0
/**
 * Many devices in one request: what each entry asks for and what became of it. Each entry is a
 * change of its own in the registry, which alone changes devices; HTTP does not appear here.
 */
@NullMarked
package io.firmcast.localhub.bulk;

import org.jspecify.annotations.NullMarked;
