// SPDX-License-Identifier: Apache-2.0
/**
 * What the page costs a browser: the page as it is, in a real Chromium, fed with the frames that
 * asyncapi.yaml describes. No device and no hub is in it.
 */
@NullMarked
package io.firmcast.bench.page;

import org.jspecify.annotations.NullMarked;
