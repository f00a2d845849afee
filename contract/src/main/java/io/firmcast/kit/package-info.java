// SPDX-License-Identifier: Apache-2.0
/**
 * The thin glue that two services would otherwise copy: connection strings and tokens, trust,
 * backoff, problems over HTTP. It stays below 400 lines, and holds nothing that one service only
 * needs.
 */
@NullMarked
package io.firmcast.kit;

import org.jspecify.annotations.NullMarked;
