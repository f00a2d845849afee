// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;

class ListeningTest {

  @Test
  void a_port_in_use_is_named_with_its_flag() {
    assertThat(said("Address already in use"))
        .isEqualTo("Port 443 is in use; stop what uses it, or choose another with --https-port.");
  }

  @Test
  void a_port_that_is_not_allowed_is_not_said_to_be_in_use() {
    assertThat(said("Permission denied"))
        .startsWith("Port 443 is not for ordinary users")
        .contains("--https-port")
        .contains("ip_unprivileged_port_start=443");
  }

  @Test
  void an_address_of_another_machine_is_not_said_to_be_in_use() {
    assertThat(said("Cannot assign requested address"))
        .isEqualTo("The address to listen on is none of this machine's: check --host.");
  }

  private static String said(String words) {
    var failure = Listening.refused(443, "--https-port", new BindException(words));
    assertThat(failure.exitCode()).isEqualTo(Exit.FAILED);
    return String.valueOf(failure.getMessage());
  }
}
