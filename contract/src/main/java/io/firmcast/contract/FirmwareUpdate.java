// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The payload of the direct method {@value #METHOD}, and of the desired property {@code firmware}
 * (design.md section 4). Only the URI is required.
 *
 * @param fwPackageUri where the image is; the origin's {@code test.com} is accepted as it stands
 * @param updateId under which the device does this at most once; without it the device makes one
 * @param version semantic version that a completed device must report
 * @param sha256 64 hexadecimal digits, of the whole image
 * @param size bytes of the image, 1 or more
 * @param manifest a DSSE envelope in base64
 * @param epoch of the orchestrator that owns this update; a device refuses one below the last it
 *     saw
 */
public record FirmwareUpdate(
    URI fwPackageUri,
    @Nullable UpdateId updateId,
    @Nullable String version,
    @Nullable String sha256,
    @Nullable Long size,
    @Nullable String manifest,
    @Nullable Long epoch) {

  /** The direct method's name. */
  public static final String METHOD = "firmwareUpdate";

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int LONGEST_URI = 2048;

  /** It must fit into a twin, whose values have at most 4 KB: a device has to report it. */
  private static final int LONGEST_VERSION = 128;

  public FirmwareUpdate {
    if (version != null && (version.isEmpty() || version.length() > LONGEST_VERSION)) {
      throw new BadMessage("/version", "must be 1 to " + LONGEST_VERSION + " characters");
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new BadMessage("/sha256", "must be 64 hexadecimal digits");
    }
    if (size != null && size < 1) {
      throw new BadMessage("/size", "must be 1 or more");
    }
    if (epoch != null && epoch < 0) {
      throw new BadMessage("/epoch", "must be 0 or more");
    }
  }

  /** An update that says no more than the origin's did. */
  public static FirmwareUpdate of(URI fwPackageUri) {
    return new FirmwareUpdate(fwPackageUri, null, null, null, null, null, null);
  }

  /** This update under that id. */
  public FirmwareUpdate withId(UpdateId id) {
    return new FirmwareUpdate(fwPackageUri, id, version, sha256, size, manifest, epoch);
  }

  /** This update to that version. */
  public FirmwareUpdate withVersion(String other) {
    return new FirmwareUpdate(fwPackageUri, updateId, other, sha256, size, manifest, epoch);
  }

  /** Reads a payload; fields that are not ours are passed over, so that later ones do no harm. */
  public static FirmwareUpdate fromJson(JsonObject json) {
    var fields = new Fields(json);
    return new FirmwareUpdate(
        uri(fields.requiredText("fwPackageUri")),
        fields.as("updateId", UpdateId::new),
        fields.text("version"),
        fields.text("sha256"),
        fields.whole("size"),
        fields.text("manifest"),
        fields.whole("epoch"));
  }

  /** Absent fields are left out. */
  public JsonObject toJson() {
    return Present.in(
        new JsonObject()
            .put("fwPackageUri", fwPackageUri.toString())
            .put("updateId", Present.text(updateId))
            .put("version", version)
            .put("sha256", sha256)
            .put("size", size)
            .put("manifest", manifest)
            .put("epoch", epoch));
  }

  private static URI uri(String text) {
    if (text.length() > LONGEST_URI) {
      throw new BadMessage("/fwPackageUri", "must be at most " + LONGEST_URI + " characters");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException notAUri) {
      throw new BadMessage("/fwPackageUri", "must be a URI");
    }
  }
}
