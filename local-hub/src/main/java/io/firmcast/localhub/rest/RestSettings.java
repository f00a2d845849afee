// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.vertx.core.net.KeyCertOptions;

/** Where and how the HTTPS side listens. */
public record RestSettings(String host, int port, KeyCertOptions certificate) {}
