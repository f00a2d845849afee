// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: the only main class, and the only place that knows every service. Commands read
 * their flags, assemble services or call their HTTP API, and say what came of it; they decide
 * nothing about firmware.
 */
@NullMarked
package io.firmcast.cli;

import org.jspecify.annotations.NullMarked;
