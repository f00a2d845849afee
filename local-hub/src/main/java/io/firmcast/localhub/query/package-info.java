// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's query language: lexer, recursive-descent parser, typed tree, evaluator and paging. Rows
 * come in through {@link io.firmcast.localhub.query.Row}; nothing here knows where they live nor
 * how they travel.
 */
@NullMarked
package io.firmcast.localhub.query;

import org.jspecify.annotations.NullMarked;
