// SPDX-License-Identifier: Apache-2.0
/**
 * IoT Hub's wire on one machine; knows nothing of firmware and imports nothing else of Firmcast.
 * Here is only what others call: {@link io.firmcast.localhub.LocalHub} and its settings; what the
 * hub does lives in the packages below.
 *
 * <pre>{@code
 * LocalHub hub = LocalHub.start(vertx, LocalHubSettings.defaults().withPorts(0, 0)).await();
 * hub.createDevice("thermostat").await();
 * var device = new DeviceClient(hub.deviceConnectionString("thermostat"), MQTT,
 *     ClientOptions.builder().sslContext(hub.sslContext()).build());   // needs MQTT port 8883
 * hub.events().subscribe(event -> LOG.info("{} {}", event.opType(), event.deviceId()));
 * device.open(false);
 * // … let the system under test do its work, then hold it to what the hub saw:
 * assertThat(hub.witness().calls()).allMatch(call -> call.replies().size() == 1);
 * hub.close().await();
 * }</pre>
 *
 * <p>Reading order: {@code twin} (the document as a value), {@code device} (where it changes),
 * {@code mqtt} and {@code rest} (the two wires). Both wires call {@code device} and {@code method}
 * and know nothing of each other.
 */
@NullMarked
package io.firmcast.localhub;

import org.jspecify.annotations.NullMarked;
