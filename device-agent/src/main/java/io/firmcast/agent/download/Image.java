// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import java.net.URI;

/**
 * What is to be fetched.
 *
 * @param length in bytes, 1 or more
 * @param sha256 of the whole, 64 lower-case hexadecimal digits
 */
public record Image(URI uri, long length, String sha256) {}
