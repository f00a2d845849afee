// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.head.Tls;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;

/**
 * Where and how the HTTPS side listens.
 *
 * @param readerPatience how long a reader of events may take nothing
 */
public record RestSettings(
    String host, int port, Tls tls, KeyCertOptions certificate, Duration readerPatience) {}
