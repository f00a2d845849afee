// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's MQTT dialect: who may connect, the topics as types, the sessions that outlive a
 * connection and the flows of one device. Only this package touches vertx-mqtt; it changes twins
 * through the registry and never keeps state of its own but sessions and connections.
 */
@NullMarked
package io.firmcast.localhub.mqtt;

import org.jspecify.annotations.NullMarked;
