// SPDX-License-Identifier: Apache-2.0
/**
 * What every device is doing, as a pure fold over its changes, and what a client still has to be
 * told of it. Nothing here knows of Vert.x, of sockets or of the hub.
 */
@NullMarked
package io.firmcast.stream.view;

import org.jspecify.annotations.NullMarked;
