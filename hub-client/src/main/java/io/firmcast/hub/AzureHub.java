// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.google.gson.JsonParser;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import io.firmcast.contract.DeviceId;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** IoT Hub by Microsoft's {@code iot-service-client}. One for each hub and process is enough. */
public final class AzureHub implements Hub, Registry {
  /** An HTTP exchange of the SDK at its slowest: it connects twice before it gives up. */
  private static final Duration EXCHANGE =
      AzureClients.CONNECT.multipliedBy(2).plus(AzureClients.READ).plusSeconds(2);

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final ConnectionString service;
  private final AzureClients clients;
  private final BlockingCalls calls;
  private final SdkErrors errors;

  /**
   * Connects to nothing yet. Sets the trust for the JDK's HTTPS in the whole process ({@link
   * ProcessWideHttps}).
   *
   * @throws IllegalArgumentException in one sentence, when the connection string is not a service's
   */
  public AzureHub(Vertx vertx, ConnectionString service, Trust trust) {
    this(vertx, service, trust, CallLimits.forThisJdk());
  }

  AzureHub(Vertx vertx, ConnectionString service, Trust trust, CallLimits limits) {
    this.service = service;
    this.clients =
        new AzureClients(
            service.hostName(), new ServiceToken(service, Clock.systemUTC(), TOKEN_LIFE));
    this.calls = new BlockingCalls(vertx, limits);
    this.errors = new SdkErrors(service.hostName());
    ProcessWideHttps.install(trust, limits.inFlight());
  }

  @Override
  public Future<MethodAnswer> invoke(DeviceId device, DirectMethod method) {
    var hubTakes = method.connectTimeout().plus(method.responseTimeout());
    return calls
        .call(EXCHANGE.plus(hubTakes), () -> invokeNow(device, method, hubTakes))
        .recover(failure -> Future.failedFuture(errors.ofMethod(failure)));
  }

  @Override
  public Future<Twin> twin(DeviceId device) {
    return calls
        .call(EXCHANGE, () -> SdkTwin.toOurs(device, clients.twins().get(inPath(device))))
        .recover(failure -> Future.failedFuture(errors.of(failure)));
  }

  @Override
  public Future<Void> desire(DeviceId device, JsonObject patch) {
    return calls
        .call(EXCHANGE, () -> clients.twins().patch(SdkTwin.desiring(inPath(device), patch)))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(errors.of(failure)));
  }

  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    if (pageSize < 1 || pageSize > 100) {
      throw new IllegalArgumentException("pageSize must be 1 to 100, not " + pageSize);
    }
    return calls
        .call(EXCHANGE, () -> SdkQuery.page(clients.queries(), sql, pageSize, continuation))
        .recover(failure -> Future.failedFuture(errors.of(failure)));
  }

  @Override
  public Future<ConnectionString> ensure(DeviceId device) {
    if (!inPath(device).equals(device.value())) {
      // The SDK writes the id into the path as it stands and has no other way to create it.
      return Future.failedFuture(
          new HubException(
              HubException.Reason.BAD_REQUEST, "this SDK cannot create a device named " + device));
    }
    return calls
        .call(EXCHANGE.multipliedBy(3), () -> ensureNow(device))
        .recover(failure -> Future.failedFuture(errors.of(failure)));
  }

  @Override
  public Future<Void> close() {
    calls.close();
    return Future.succeededFuture();
  }

  private MethodAnswer invokeNow(DeviceId device, DirectMethod method, Duration hubTakes)
      throws IotHubException, IOException {
    var options =
        DirectMethodRequestOptions.builder()
            .payload(JsonParser.parseString(Json.encode(method.payload())))
            .methodConnectTimeoutSeconds((int) method.connectTimeout().toSeconds())
            .methodResponseTimeoutSeconds((int) method.responseTimeout().toSeconds())
            .build();
    var answer = clients.methods(hubTakes).invoke(inPath(device), method.name(), options);
    return new MethodAnswer(answer.getStatus(), PlainJson.value(answer.getPayloadAsJsonElement()));
  }

  private ConnectionString ensureNow(DeviceId id) throws IotHubException, IOException {
    Device device;
    try {
      device = clients.registry().getDevice(id.value());
    } catch (IotHubNotFoundException unknown) {
      device = created(id);
    }
    @Nullable String key = device.getPrimaryKey();
    if (key == null) {
      throw new HubException(
          HubException.Reason.BAD_REQUEST,
          id + " is registered with a certificate, not with a key");
    }
    return new ConnectionString(service.host(), null, id.value(), key);
  }

  private Device created(DeviceId id) throws IotHubException, IOException {
    try {
      return clients.registry().addDevice(new Device(id.value()));
    } catch (IotHubConflictException somebodyWasFaster) {
      return clients.registry().getDevice(id.value());
    }
  }

  /** The SDK puts ids into the path unencoded, where {@code #} or {@code ?} would cut it short. */
  private static String inPath(DeviceId device) {
    return URLEncoder.encode(device.value(), StandardCharsets.UTF_8);
  }
}
