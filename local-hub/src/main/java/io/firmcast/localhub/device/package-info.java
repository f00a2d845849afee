// SPDX-License-Identifier: Apache-2.0
/**
 * The registry: each device's identity, twin and presence as one immutable record, and the only
 * place where they change.
 *
 * <p>The records sit in a {@link java.util.concurrent.ConcurrentHashMap} and change inside {@code
 * compute}, rather than being confined to one context: the two wires, and later several event loops
 * of each, then read without a hop, and two devices never wait for each other. What follows from a
 * change (its row, its notification) is queued inside the same {@code compute}, so that for one
 * device it happens in the order of the versions. Nothing in here may block, nor call back into the
 * same device from an observer. Results complete on any thread: the wires hop back to their
 * connection's context themselves.
 */
@NullMarked
package io.firmcast.localhub.device;

import org.jspecify.annotations.NullMarked;
