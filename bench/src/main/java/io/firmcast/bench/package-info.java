// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of the whole: each starts the built jar as a user would and measures from outside. No
 * measurement here is an assertion, and no service is known by more than its command line and API.
 */
@NullMarked
package io.firmcast.bench;

import org.jspecify.annotations.NullMarked;
