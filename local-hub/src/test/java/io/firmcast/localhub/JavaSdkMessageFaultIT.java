// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus.CONNECTED;
import static com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus.DISCONNECTED;
import static com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus.DISCONNECTED_RETRYING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 1.8 as Microsoft's own tests use it: the SDK asks for the fault that it then suffers. */
class JavaSdkMessageFaultIT {

  // Shorter than a fault lasts: the SDK loses an answer now and then, and waits in vain.
  private static final int PATIENCE_MS = 2000;
  private static final Duration SOON = Duration.ofSeconds(40);

  private static TestHub hub;
  private static int count;

  private final List<IotHubConnectionStatus> states = new CopyOnWriteArrayList<>();
  private DeviceClient device;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.57", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void connect() throws Exception {
    var deviceId = "asks" + ++count;
    hub.device(deviceId);
    device = JavaDevice.client(hub, deviceId);
    device.setConnectionStatusChangeCallback(change -> states.add(change.getNewStatus()), null);
    device.open(false);
    device.subscribeToDesiredProperties((desired, context) -> {}, null);
  }

  @AfterEach
  void disconnect() {
    device.close();
  }

  @Test
  void L09_kill_tcp_acts_after_the_delay_lasts_and_java_sdk_recovers() throws Exception {
    device.sendEvent(fault("KillTcp", 1, 2));

    assertThat(states).doesNotContain(DISCONNECTED_RETRYING);
    awaitRecovery();
  }

  @Test
  void L09_java_sdk_comes_back_after_shut_down_mqtt() throws Exception {
    device.sendEvent(fault("ShutDownMqtt", 0, 2));

    awaitRecovery();
  }

  @Test
  void L09_java_sdk_comes_back_after_an_auth_error() throws Exception {
    device.sendEvent(fault("InvokeAuthError", 0, 2));

    awaitRecovery();
  }

  @Test
  void L09_L03_java_sdk_is_throttled_while_it_lasts() throws Exception {
    device.sendEvent(fault("InvokeThrottling", 0, 8));

    await().atMost(SOON).until(() -> statusOfGet() == IotHubStatusCode.THROTTLED);
    await().atMost(SOON).until(() -> statusOfGet() == IotHubStatusCode.OK);
    assertThat(states).doesNotContain(DISCONNECTED_RETRYING, DISCONNECTED);
  }

  @Test
  void L09_L08_java_sdk_has_no_quota_while_it_lasts() throws Exception {
    device.sendEvent(fault("InvokeMaxMessageQuota", 0, 8));

    await().atMost(SOON).until(() -> statusOfGet() == IotHubStatusCode.QUOTA_EXCEEDED);
    await().atMost(SOON).until(() -> statusOfGet() == IotHubStatusCode.OK);
    assertThat(states).doesNotContain(DISCONNECTED_RETRYING, DISCONNECTED);
  }

  private IotHubStatusCode statusOfGet() {
    try {
      device.getTwin(PATIENCE_MS);
      return IotHubStatusCode.OK;
    } catch (IotHubClientException refused) {
      return refused.getStatusCode();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void awaitRecovery() {
    await().until(() -> states.contains(DISCONNECTED_RETRYING));
    await().atMost(SOON).until(() -> states.get(states.size() - 1) == CONNECTED);
    assertThat(states).doesNotContain(DISCONNECTED);
  }

  private static Message fault(String type, int delaySeconds, int durationSeconds) {
    var message = new Message("fault");
    message.setProperty("AzIoTHub_FaultOperationType", type);
    message.setProperty("AzIoTHub_FaultOperationCloseReason", "boom");
    message.setProperty("AzIoTHub_FaultOperationDelayInSecs", Integer.toString(delaySeconds));
    message.setProperty("AzIoTHub_FaultOperationDurationInSecs", Integer.toString(durationSeconds));
    return message;
  }
}
