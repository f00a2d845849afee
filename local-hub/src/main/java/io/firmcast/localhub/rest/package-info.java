// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's service API: authorisation, registry, twins, methods and queries over HTTPS, and the
 * two forms of error body. Only this package touches Vert.x Web; it decides nothing about devices
 * but which call of the registry is meant.
 */
@NullMarked
package io.firmcast.localhub.rest;

import org.jspecify.annotations.NullMarked;
