// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class LocalHubExtensionTest {

  private static final List<LocalHub> SEEN = new CopyOnWriteArrayList<>();

  @BeforeEach
  @AfterEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void in_a_static_field_one_hub_serves_the_whole_class_and_its_nested_ones() {
    run(PerClass.class).assertStatistics(tests -> tests.succeeded(3));

    assertThat(SEEN).hasSize(3).containsOnly(SEEN.get(0));
    assertClosed(SEEN.get(0));
  }

  @Test
  void in_an_instance_field_each_test_has_a_hub_of_its_own() {
    run(PerMethod.class).assertStatistics(tests -> tests.succeeded(2));

    assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    SEEN.forEach(LocalHubExtensionTest::assertClosed);
  }

  @Test
  void a_failing_test_leaves_no_hub_behind() {
    run(Failing.class).assertStatistics(tests -> tests.failed(1));

    assertThat(SEEN).hasSize(1);
    assertClosed(SEEN.get(0));
  }

  @Test
  void without_a_field_a_hub_can_still_be_had() {
    run(Extended.class).assertStatistics(tests -> tests.succeeded(1));
  }

  @Test
  void a_port_that_is_taken_fails_the_tests_with_its_number() throws Exception {
    try (var busy = new ServerSocket(0)) {
      var settings = LocalHubSettings.defaults().withPorts(busy.getLocalPort(), 0);

      assertThatThrownBy(() -> RunningHub.start(settings, List.of()))
          .hasMessageContaining(Integer.toString(busy.getLocalPort()));
    }
  }

  private static org.junit.platform.testkit.engine.Events run(Class<?> tests) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.conditions.deactivate", "*")
            .selectors(selectClass(tests))
            .execute();
    return results.testEvents();
  }

  private static void assertClosed(LocalHub hub) {
    assertThatThrownBy(() -> new Socket(hub.hostName(), hub.httpsPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  static class PerClass {

    @RegisterExtension
    static final LocalHubExtension HUB = LocalHubExtension.onFreePorts().withDevices("d");

    @Test
    void a(LocalHub hub, SSLContext trust) {
      SEEN.add(hub);
      assertThat(hub).isSameAs(HUB.hub());
      assertThat(trust).isNotNull();
      assertThat(hub.deviceConnectionString("d")).contains("DeviceId=d");
    }

    @Test
    void b(LocalHub hub) {
      SEEN.add(hub);
    }

    @Nested
    class Inner {

      @Test
      void c(LocalHub hub) {
        SEEN.add(hub);
      }
    }
  }

  static class PerMethod {

    @RegisterExtension final LocalHubExtension hub = LocalHubExtension.onFreePorts();

    @Test
    void a(LocalHub injected) {
      SEEN.add(injected);
    }

    @Test
    void b(LocalHub injected) {
      SEEN.add(injected);
    }
  }

  static class Failing {

    @RegisterExtension final LocalHubExtension hub = LocalHubExtension.onFreePorts();

    @Test
    void a(LocalHub injected) {
      SEEN.add(injected);
      throw new IllegalStateException("as it must");
    }
  }

  @ExtendWith(LocalHubExtension.class)
  static class Extended {

    @Test
    void a(LocalHub hub) {
      assertThat(hub.httpsPort()).isPositive();
    }
  }
}
