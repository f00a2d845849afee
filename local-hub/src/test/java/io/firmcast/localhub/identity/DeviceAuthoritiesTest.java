// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.Certificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceAuthoritiesTest {

  private final DeviceAuthorities authorities = new DeviceAuthorities();
  private final Certificate root = Certificate.authority("root");

  @Test
  void X07_a_certificate_under_a_registered_authority_speaks_for_the_name_in_it() {
    authorities.add(root.own());

    assertThat(vouch("dev1", root.sign("dev1"))).isTrue();
    assertThat(vouch("dev1", root.signAuthority("plant").sign("dev1"))).isTrue();
    assertThat(vouch("dev2", root.sign("dev1"))).isFalse();
    assertThat(vouch("DEV1", root.sign("dev1"))).isFalse();
    assertThat(vouch("dev1", Certificate.selfSigned("dev1"))).isFalse();
    assertThat(vouch("dev1", Certificate.authority("root").sign("dev1"))).isFalse();
  }

  @Test
  void X07_an_intermediate_authority_may_be_registered_alone() {
    var plant = root.signAuthority("plant");
    authorities.add(plant.own());

    assertThat(vouch("dev1", plant.sign("dev1"))).isTrue();
    assertThat(vouch("dev1", root.sign("dev1"))).isFalse();
  }

  @Test
  void X07_a_device_cannot_sign_for_another() {
    authorities.add(root.own());

    assertThat(vouch("dev2", root.sign("dev1").sign("dev2"))).isFalse();
  }

  @Test
  void X07_a_certificate_counts_while_it_is_valid() {
    authorities.add(root.own());
    var end = Instant.now().minusSeconds(60);
    var chain = root.signUntil("dev1", end).chain();

    assertThat(authorities.vouch("dev1", chain, Instant.now())).isFalse();
    assertThat(authorities.vouch("dev1", chain, end.minusSeconds(60))).isTrue();
  }

  @Test
  void X07_without_authorities_nobody_is_vouched_for() {
    assertThat(vouch("dev1", root.sign("dev1"))).isFalse();
  }

  @Test
  void X07_an_authority_that_is_taken_away_vouches_for_nobody() {
    authorities.add(root.own());

    assertThat(authorities.remove(Thumbprints.of(root.own()))).isTrue();

    assertThat(vouch("dev1", root.sign("dev1"))).isFalse();
    assertThat(authorities.remove(Thumbprints.of(root.own()))).isFalse();
    assertThat(authorities.all()).isEmpty();
  }

  private boolean vouch(String name, Certificate certificate) {
    return authorities.vouch(name, certificate.chain(), Instant.now());
  }
}
