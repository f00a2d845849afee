// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

/**
 * One frame of the feed, made once for however many clients.
 *
 * @param type of it, which the text says too
 * @param text its JSON
 * @param point what a client that has it may resume from; empty where it does not have all yet
 */
record Frame(String type, String text, String point) {}
