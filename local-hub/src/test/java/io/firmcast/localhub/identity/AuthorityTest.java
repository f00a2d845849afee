// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  @Test
  void C02_the_leaf_is_signed_by_the_authority_and_names_all_ways_to_the_hub() throws Exception {
    var authority = AuthorityFiles.temporary(clock, random);

    var leaf = authority.issue(new HubNames("10.1.2.3"), clock, random).certificate();

    leaf.verify(authority.certificate().getPublicKey());
    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(name -> name.get(1).toString())
        .containsExactlyInAnyOrder(
            "localhost", "*.localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "10.1.2.3");
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(authority.certificate().getBasicConstraints()).isZero();
  }

  @Test
  void the_authority_is_kept_with_its_key_hidden_from_others(@TempDir Path data) throws Exception {
    var files = new AuthorityFiles(data);

    var first = files.loadOrCreate(clock, random);
    var second = files.loadOrCreate(clock, random);

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.keys().getPrivate()).isEqualTo(first.keys().getPrivate());
    assertThat(Files.getPosixFilePermissions(data.resolve("ca.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(data.toFile().list()).containsExactlyInAnyOrder("ca.key", "ca.pem");
    assertThat(Files.readString(data.resolve("ca.pem"))).isEqualTo(Pem.of(first.certificate()));
  }
}
