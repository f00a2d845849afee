// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentityKeyTest {

  @Test
  void a_devices_key_is_its_id() {
    assertThat(IdentityKey.isModule("d")).isFalse();
    assertThat(IdentityKey.deviceId("d")).isEqualTo("d");
    assertThat(IdentityKey.moduleId("d")).isNull();
    assertThat(IdentityKey.path("d")).isEqualTo("devices/d");
  }

  @Test
  void a_modules_key_holds_both_ids() {
    var key = IdentityKey.ofModule("d", "m");

    assertThat(key).isEqualTo("d/m");
    assertThat(IdentityKey.isModule(key)).isTrue();
    assertThat(IdentityKey.deviceId(key)).isEqualTo("d");
    assertThat(IdentityKey.moduleId(key)).isEqualTo("m");
    assertThat(IdentityKey.path(key)).isEqualTo("devices/d/modules/m");
    assertThat(IdentityKey.scope(key)).containsExactly("devices", "d", "modules", "m");
  }
}
