// SPDX-License-Identifier: Apache-2.0
/**
 * Device agents beside bare MQTT clients, the Azure SDK and curl, each in processes of its own
 * under the same hub. Nothing here is part of the product.
 */
@NullMarked
package io.firmcast.bench.agent;

import org.jspecify.annotations.NullMarked;
