// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"sim-7", "a", "floor:1,room(2)", "x-1-2", "%25$"})
  void who_sees_an_update_of_a_rollout_knows_whose_it_is(String name) {
    var device = new DeviceId(name);
    var update = UpdateNames.of("r42", device, 3);

    assertThat(UpdateNames.isOf(update, "r42", device)).isTrue();
    assertThat(UpdateNames.isOf(update, "r42", device, 3)).isTrue();
    assertThat(UpdateNames.isOf(update, "r42", device, 1)).isFalse();
    assertThat(UpdateNames.isOf(update, "r4", device)).isFalse();
    assertThat(UpdateNames.isOf(update, "r42", new DeviceId(name + "0"))).isFalse();
  }

  @Test
  void a_rollout_whose_name_goes_on_in_the_devices_name_is_another() {
    var update = UpdateNames.of("r42-sim", new DeviceId("7"), 1);

    assertThat(UpdateNames.isOf(update, "r42-sim", new DeviceId("7"))).isTrue();
    assertThat(UpdateNames.isOf(update, "r42", new DeviceId("7"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r42", "r42-", "r42-sim-7", "r42-sim-7-", "r42-sim-7-x", "u-1f-2"})
  void an_update_of_another_name_is_of_no_rollout(String update) {
    assertThat(UpdateNames.isOf(new UpdateId(update), "r42", new DeviceId("sim-7"))).isFalse();
  }

  @Test
  void a_device_whose_name_is_too_long_for_it_is_named_by_a_hash() {
    var device = new DeviceId("d".repeat(100));
    var update = UpdateNames.of("r1", device, 1);

    assertThat(update.value()).startsWith("r1-x:").hasSizeLessThan(64);
    assertThat(UpdateNames.isOf(update, "r1", device)).isTrue();
  }

  @Test
  void a_rollout_has_a_short_plain_name() {
    assertThat(UpdateNames.isRollout("router-2.1.0")).isTrue();
    assertThat(UpdateNames.isRollout("-r")).isFalse();
    assertThat(UpdateNames.isRollout("a b")).isFalse();
    assertThat(UpdateNames.isRollout("r".repeat(49))).isFalse();
  }
}
