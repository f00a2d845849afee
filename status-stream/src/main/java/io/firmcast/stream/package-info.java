// SPDX-License-Identifier: Apache-2.0
/** Shows what every device is doing, live. The verticle here is lifecycle and wiring only. */
@NullMarked
package io.firmcast.stream;

import org.jspecify.annotations.NullMarked;
