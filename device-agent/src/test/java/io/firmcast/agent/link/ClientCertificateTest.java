// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.kit.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {

  @Test
  void files_as_they_come_from_openssl_are_read(@TempDir Path directory) throws Exception {
    var files = TestCertificate.selfSigned(directory).files();

    assertThat(files.sslContext(Trust.of(null)).getProtocol()).isNotEmpty();
  }

  @Test
  void what_cannot_be_read_is_named(@TempDir Path directory) throws Exception {
    var files = TestCertificate.selfSigned(directory).files();
    var nonsense = Files.writeString(directory.resolve("nonsense.pem"), "no PEM");
    var missing = new ClientCertificate(directory.resolve("missing.pem"), files.key());
    var keyless = new ClientCertificate(files.chain(), nonsense);

    assertThatThrownBy(() -> missing.sslContext(Trust.of(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("missing.pem");
    assertThatThrownBy(() -> keyless.sslContext(Trust.of(null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense.pem");
  }
}
