// SPDX-License-Identifier: Apache-2.0
/**
 * The local hub for tests in JUnit 5: started before them, closed after them, whatever happens in
 * between. Nothing else lives here; what a hub can do is its own business.
 *
 * <pre>{@code
 * class ThermostatTest {
 *
 *   @RegisterExtension
 *   static LocalHubExtension hub = LocalHubExtension.onFreePorts().withDevices("thermostat");
 *
 *   @Test
 *   void reports(LocalHub hub, SSLContext trust) {
 *     var connectionString = hub.deviceConnectionString("thermostat");
 *     // … the test's own client, trusting the hub through the SSLContext
 *     assertThat(hub.witness().all()).isNotEmpty();
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.firmcast.localhub.junit5;

import org.jspecify.annotations.NullMarked;
