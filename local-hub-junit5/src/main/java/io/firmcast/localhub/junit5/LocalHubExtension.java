// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.junit5;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A local hub for tests. In a static field it lives as long as the test class, in an instance field
 * as long as each test. Tests and their life-cycle methods may take a {@link LocalHub} and an
 * {@link SSLContext} that trusts it as parameters.
 */
public final class LocalHubExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {

  private final LocalHubSettings settings;
  private final List<String> devices;
  private @Nullable RunningHub running;
  // The context that started the hub ends it: nested classes are inside of it.
  private @Nullable String startedBy;

  private LocalHubExtension(LocalHubSettings settings, List<String> devices) {
    this.settings = settings;
    this.devices = List.copyOf(devices);
  }

  /** As {@link #onFreePorts()}, for {@code @ExtendWith}. */
  public LocalHubExtension() {
    this(LocalHubSettings.defaults().withPorts(0, 0), List.of());
  }

  /** A hub on 127.0.0.1 and any free ports that keeps nothing. */
  public static LocalHubExtension onFreePorts() {
    return new LocalHubExtension();
  }

  /**
   * A hub on any free port for HTTPS and on 8883 for MQTT, the only port that the Java and C#
   * device SDKs dial; each loopback address, such as 127.0.0.2, has one of its own.
   */
  public static LocalHubExtension onPort8883(String loopbackAddress) {
    return with(LocalHubSettings.defaults().withHost(loopbackAddress).withPorts(8883, 0));
  }

  /** A hub of these settings. */
  public static LocalHubExtension with(LocalHubSettings settings) {
    return new LocalHubExtension(settings, List.of());
  }

  /** The same with devices that are registered whenever the hub has started. */
  public LocalHubExtension withDevices(String... deviceIds) {
    var more = Stream.concat(devices.stream(), Stream.of(deviceIds)).toList();
    return new LocalHubExtension(settings, more);
  }

  /** The running hub; throws before it has started and after it was closed. */
  public LocalHub hub() {
    return running().hub();
  }

  /** Trusts the running hub and nobody else. */
  public SSLContext trust() {
    return hub().sslContext();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startIfNeeded(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    startIfNeeded(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    endIfStartedBy(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    endIfStartedBy(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == LocalHub.class || type == SSLContext.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalHub.class ? hub() : trust();
  }

  private RunningHub running() {
    if (running == null) {
      throw new IllegalStateException("the hub is not running");
    }
    return running;
  }

  private void startIfNeeded(ExtensionContext context) {
    if (running == null) {
      running = RunningHub.start(settings, devices);
      startedBy = context.getUniqueId();
    }
  }

  private void endIfStartedBy(ExtensionContext context) {
    if (context.getUniqueId().equals(startedBy)) {
      var ending = running();
      running = null;
      startedBy = null;
      ending.close();
    }
  }
}
