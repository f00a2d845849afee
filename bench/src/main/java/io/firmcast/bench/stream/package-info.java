// SPDX-License-Identifier: Apache-2.0
/**
 * Benchmarks of the status stream, each process apart: the hub, the stream, and here the devices
 * and the clients. docs/benchmarks.md holds the figures.
 */
@NullMarked
package io.firmcast.bench.stream;

import org.jspecify.annotations.NullMarked;
