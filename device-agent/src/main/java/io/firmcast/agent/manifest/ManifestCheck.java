// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import io.firmcast.contract.FirmwareUpdate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides on an update before a byte of it is fetched. */
public record ManifestCheck(TrustedKeys keys, Hardware hardware) {

  /**
   * The manifest of that update, or {@link Refused} with the first check that failed.
   *
   * @param newestInstalled the highest counter of a release that was ever installed here
   * @param now the latest time the device has ever seen: a clock set back revives nothing
   */
  public Manifest check(FirmwareUpdate update, long newestInstalled, Instant now) {
    var signed = signed(update.manifest());
    var manifest = signedByRelease(signed.manifest());
    if (!now.isBefore(keys.expires())) {
      throw new Refused(Reason.EXPIRED, "the key set expired at " + keys.expires());
    }
    if (!now.isBefore(manifest.expires())) {
      throw new Refused(Reason.EXPIRED, "the manifest expired at " + manifest.expires());
    }
    fits(manifest);
    if (manifest.releaseCounter() < newestInstalled
        && !isPermitted(signed.permit(), manifest, now)) {
      throw new Refused(
          Reason.ROLLBACK,
          "release %d is older than %d, which was installed"
              .formatted(manifest.releaseCounter(), newestInstalled));
    }
    agrees(update, manifest);
    return manifest;
  }

  private static SignedUpdate signed(@Nullable String field) {
    if (field == null) {
      throw new Refused(Reason.SIGNATURE, "the update has no manifest");
    }
    try {
      return SignedUpdate.parse(field);
    } catch (IllegalArgumentException unreadable) {
      throw new Refused(Reason.SIGNATURE, "the manifest is not a signed envelope");
    }
  }

  private Manifest signedByRelease(Envelope envelope) {
    if (!envelope.payloadType().equals(Manifest.TYPE) || !keys.release().signed(envelope)) {
      throw new Refused(Reason.SIGNATURE, "no release key that counts has signed the manifest");
    }
    try {
      var manifest = Manifest.parse(envelope.payload());
      if (keys.release().key(manifest.keyId()).filter(envelope::isSignedBy).isEmpty()) {
        throw new Refused(Reason.SIGNATURE, "the key that the manifest names has not signed it");
      }
      return manifest;
    } catch (IllegalArgumentException wrong) {
      throw new Refused(Reason.MANIFEST, "the manifest makes no sense: " + wrong.getMessage());
    }
  }

  private void fits(Manifest manifest) {
    if (!manifest.model().equals(hardware.model())
        || !manifest.hardwareRevision().equals(hardware.revision())) {
      throw new Refused(
          Reason.WRONG_MODEL,
          "made for %s %s, and this is %s %s"
              .formatted(
                  manifest.model(),
                  manifest.hardwareRevision(),
                  hardware.model(),
                  hardware.revision()));
    }
  }

  private boolean isPermitted(@Nullable Envelope permit, Manifest manifest, Instant now) {
    if (permit == null
        || !permit.payloadType().equals(Permit.TYPE)
        || !keys.root().signed(permit)) {
      return false;
    }
    try {
      return Permit.parse(permit.payload()).covers(manifest, now);
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }

  /** The rest of the request is not signed; where it says something else, somebody is wrong. */
  private static void agrees(FirmwareUpdate update, Manifest manifest) {
    if (!update.fwPackageUri().equals(manifest.uri())) {
      throw new Refused(Reason.URI, "fwPackageUri is not the signed uri");
    }
    if (update.size() != null && update.size() != manifest.length()) {
      throw new Refused(Reason.LENGTH, "size is not the signed length");
    }
    if (update.sha256() != null && !update.sha256().equalsIgnoreCase(manifest.sha256())) {
      throw new Refused(Reason.HASH, "sha256 is not the signed one");
    }
    if (update.version() != null && !update.version().equals(manifest.version())) {
      throw new Refused(Reason.VERSION, "version is not the signed one");
    }
  }
}
