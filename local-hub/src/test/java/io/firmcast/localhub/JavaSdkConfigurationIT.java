// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.configurations.Configuration;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationContent;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationsClient;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Section 4.7 through the unmodified ConfigurationsClient. */
class JavaSdkConfigurationIT {

  @Test
  void J12_java_creates_reads_lists_replaces_and_deletes() throws Exception {
    try (var hub = TestHub.start("127.0.0.76")) {
      var client =
          new ConfigurationsClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
      var content = new ConfigurationContent();
      var device = new HashMap<String, Object>();
      device.put("properties.desired.channel", "beta");
      content.setDeviceContent(device);
      var asked = new Configuration("java-1");
      asked.setContent(content);
      asked.setPriority(7);
      asked.setTargetCondition("tags.site = 'north'");

      var created = client.create(asked);
      created.setPriority(8);
      var replaced = client.replace(created);

      assertThat(created.getEtag()).isEqualTo("MQ==");
      assertThat(replaced.getEtag()).isEqualTo("Mg==");
      assertThat(client.get("java-1").getPriority()).isEqualTo(8);
      assertThat(client.get("java-1").getSystemMetrics().getResults())
          .containsEntry("targetedCount", 0L);
      assertThat(client.get("java-1").getContent().getDeviceContent())
          .containsEntry("properties.desired.channel", "beta");
      assertThat(client.get(10)).hasSize(1);
      assertThatThrownBy(() -> client.delete(created))
          .isInstanceOf(IotHubPreconditionFailedException.class);
      client.delete("java-1");
      assertThatThrownBy(() -> client.get("java-1")).isInstanceOf(IotHubNotFoundException.class);
    }
  }
}
