// SPDX-License-Identifier: Apache-2.0
/**
 * Who may speak to the hub: device keys, shared access policies, the tokens made with them, and the
 * hub's own certificates. Nothing here knows of twins or of a wire; a token is judged by its text,
 * the keys and the time given.
 */
@NullMarked
package io.firmcast.localhub.identity;

import org.jspecify.annotations.NullMarked;
