// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.head.Tls;
import io.vertx.core.net.KeyCertOptions;

/** Where and how the HTTPS side listens. */
public record RestSettings(String host, int port, Tls tls, KeyCertOptions certificate) {}
