// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustChainTest {
  private final SigningKey root1 = SigningKey.make(new SecureRandom());
  private final SigningKey root2 = SigningKey.make(new SecureRandom());
  private final SigningKey release1 = SigningKey.make(new SecureRandom());
  private final SigningKey release2 = SigningKey.make(new SecureRandom());
  private final TrustedKeys first = Signing.keys(1, root1, release1);

  /** Both the root and the release key are replaced. */
  private final TrustedKeys second = Signing.keys(2, root2, release2);

  private final TrustedKeys third = Signing.keys(3, root2, release1);

  @Test
  void a_chain_is_read_as_it_was_written_and_leads_to_its_newest_set() {
    var chain =
        new TrustChain(List.of(first.sign(List.of(root1)), second.sign(List.of(root1, root2))));

    var read = TrustChain.parse(chain.toLines());

    assertThat(read).isEqualTo(chain);
    assertThat(read.newest()).isEqualTo(second);
    assertThat(TrustChain.nextVersion(Optional.of(read))).isEqualTo(3);
  }

  @Test
  void a_device_goes_on_from_the_set_it_knows() {
    var chain =
        new TrustChain(
            List.of(
                first.sign(List.of(root1)),
                second.sign(List.of(root1, root2)),
                third.sign(List.of(root2))));

    assertThat(chain.newest(first)).isEqualTo(third);
    assertThat(chain.newest(second)).isEqualTo(third);
    assertThat(chain.newest(third)).isEqualTo(third);
  }

  @Test
  void an_older_file_takes_nothing_back() {
    var chain = new TrustChain(List.of(first.sign(List.of(root1))));

    assertThat(chain.newest(second)).isEqualTo(second);
  }

  @Test
  void a_set_that_its_own_root_did_not_sign_is_refused() {
    refused(Reason.SIGNATURE, () -> TrustedKeys.first(first.sign(List.of(release1))));
  }

  @Test
  void the_next_set_needs_the_root_of_both() {
    refused(Reason.SIGNATURE, () -> first.next(second.sign(List.of(root2))));
    refused(Reason.SIGNATURE, () -> first.next(second.sign(List.of(root1))));
    refused(Reason.SIGNATURE, () -> first.next(second.sign(List.of(release1, root2))));
    assertThat(first.next(second.sign(List.of(root1, root2)))).isEqualTo(second);
  }

  @Test
  void no_version_is_left_out_or_comes_again() {
    refused(Reason.ROLLBACK, () -> first.next(third.sign(List.of(root1, root2))));
    refused(Reason.ROLLBACK, () -> second.next(first.sign(List.of(root1, root2))));
    refused(Reason.ROLLBACK, () -> second.next(second.sign(List.of(root1, root2))));
  }

  @Test
  void a_threshold_counts_different_keys() {
    var both = new Role(List.of(root1.verifying(), root2.verifying()), 2);
    var keys = new TrustedKeys(1, Signing.NOW, both, first.release());

    assertThat(TrustedKeys.first(keys.sign(List.of(root1, root2)))).isEqualTo(keys);
    refused(Reason.SIGNATURE, () -> TrustedKeys.first(keys.sign(List.of(root1, root1))));
  }

  @Test
  void a_key_that_stands_twice_counts_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Role(List.of(root1.verifying(), root1.verifying()), 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Role(List.of(), 0));
  }

  @Test
  void what_is_signed_as_something_else_is_no_key_set() {
    refused(
        Reason.SIGNATURE,
        () ->
            TrustedKeys.first(
                Envelope.sign(
                    Manifest.TYPE, first.sign(List.of(root1)).payload(), List.of(root1))));
  }

  @Test
  void an_empty_file_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> TrustChain.parse("\n\n"));
  }

  private static void refused(Reason reason, ThrowingCallable attempt) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(attempt)
        .extracting(Refused::reason)
        .isEqualTo(reason);
  }
}
