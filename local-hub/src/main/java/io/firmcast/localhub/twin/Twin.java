// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import static io.firmcast.localhub.failure.Code.PRECONDITION_FAILED;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.twin.Node.Branch;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device's twin as a value: tags, desired and reported properties, and the counters behind {@code
 * etag} and {@code version}. Each change gives a new twin or throws a {@link HubFailure} and
 * changes nothing.
 */
public record Twin(Branch tags, Section desired, Section reported, long etagNumber, int version) {

  // Section 10, uncertain: the records show 2 for a plainly created device in one API version, 1 is
  // possible.
  private static final int INITIAL_VERSION = 2;

  /** The twin of a device just registered. */
  public static Twin fresh(Instant now) {
    var none = Branch.empty(new Stamp(now, 0));
    return new Twin(none, Section.fresh(now), Section.fresh(now), 1, INITIAL_VERSION);
  }

  /** The twin of a device registered with content, which does not count as a change. */
  public static Twin fresh(ServicePatch content, Instant now) {
    var fresh = fresh(now);
    var tags = content.tags() == null ? fresh.tags : merged(fresh.tags, content.tags(), now);
    var desired =
        content.desired() == null
            ? fresh.desired
            : fresh.mergedDesired(content.desired(), now, fresh.desired.version());
    return new Twin(tags, desired, fresh.reported, fresh.etagNumber, fresh.version);
  }

  /** What the service asks to change; null leaves a section as it is. */
  public record ServicePatch(@Nullable JsonObject tags, @Nullable JsonObject desired) {

    public static final ServicePatch EMPTY = new ServicePatch(null, null);

    /**
     * Takes the two writable members of a request body; all others, even null, are read-only and
     * ignored.
     */
    public static ServicePatch of(JsonObject body) {
      var properties = Members.objectOrNull(body, "properties");
      return new ServicePatch(
          Members.objectOrNull(body, "tags"),
          properties == null ? null : Members.objectOrNull(properties, "desired"));
    }
  }

  /** Merges tags and desired properties. */
  public Twin merge(ServicePatch patch, Instant now) {
    var newTags = patch.tags() == null ? tags : merged(tags, patch.tags(), now);
    var newDesired = patch.desired() == null ? desired : mergedDesired(patch.desired(), now);
    return serviceChange(newTags, newDesired);
  }

  /** Puts whole new tags and desired properties; an absent section becomes empty. */
  public Twin replace(ServicePatch whole, Instant now) {
    var newTags = merged(Branch.empty(new Stamp(now, 0)), orEmpty(whole.tags()), now);
    var emptied =
        new Section(Branch.empty(new Stamp(now, desired.version() + 1)), desired.version());
    var cleared = new Twin(tags, emptied, reported, etagNumber, version);
    return serviceChange(newTags, cleared.mergedDesired(orEmpty(whole.desired()), now));
  }

  /**
   * Merges reported properties.
   *
   * @param expected the reported version the device builds on, null for any
   */
  public Twin report(JsonObject patch, @Nullable Integer expected, Instant now) {
    if (expected != null && expected != reported.version()) {
      throw new HubFailure(
          PRECONDITION_FAILED, "Reported version is " + reported.version() + ", not " + expected);
    }
    var checked = TwinRules.checked(patch);
    var root = new MergePatch(new Stamp(now, 0)).apply(reported.root(), checked);
    TwinRules.checkSize("reported properties", root.value(), TwinRules.PROPERTIES_BYTES);
    var newReported = new Section(root, reported.version() + 1);
    return new Twin(tags, desired, newReported, etagNumber, version + 1);
  }

  /** The etag text: base64 of an 8-byte counter of tags and desired changes. */
  public String etag() {
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(8).putLong(etagNumber).array());
  }

  /** What a device gets when it asks for its twin; tags are never shown to it. */
  public JsonObject forDevice() {
    return new JsonObject()
        .put("desired", desired.forDevice())
        .put("reported", reported.forDevice());
  }

  /** The tag at a path; null where there is nothing. */
  public @Nullable Object tag(List<String> path) {
    return TwinPath.value(tags, path);
  }

  /** The tags as JSON, fit to be changed by the receiver. */
  public JsonObject tagValues() {
    return tags.value();
  }

  /** The twin as it is stored. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("tags", new Section(tags, 0).forService())
        .put("desired", desired.forService())
        .put("reported", reported.forService())
        .put("etag", etagNumber)
        .put("version", version);
  }

  /** The inverse of {@link #toJson()}. */
  public static Twin fromJson(JsonObject json) {
    return new Twin(
        Section.fromJson(json.getJsonObject("tags")).root(),
        Section.fromJson(json.getJsonObject("desired")),
        Section.fromJson(json.getJsonObject("reported")),
        json.getLong("etag"),
        json.getInteger("version"));
  }

  private Twin serviceChange(Branch newTags, Section newDesired) {
    return new Twin(newTags, newDesired, reported, etagNumber + 1, version + 1);
  }

  private static Branch merged(Branch target, JsonObject patch, Instant now) {
    var result = new MergePatch(new Stamp(now, 0)).apply(target, TwinRules.checked(patch));
    TwinRules.checkSize("tags", result.value(), TwinRules.TAGS_BYTES);
    return result;
  }

  private Section mergedDesired(JsonObject patch, Instant now) {
    return mergedDesired(patch, now, desired.version() + 1);
  }

  private Section mergedDesired(JsonObject patch, Instant now, int next) {
    var root = new MergePatch(new Stamp(now, next)).apply(desired.root(), TwinRules.checked(patch));
    TwinRules.checkSize("desired properties", root.value(), TwinRules.PROPERTIES_BYTES);
    return new Section(root, next);
  }

  private static JsonObject orEmpty(@Nullable JsonObject object) {
    return object == null ? new JsonObject() : object;
  }
}
