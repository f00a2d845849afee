// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinTest {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Instant T1 = T0.plusSeconds(1);
  private static final Instant T2 = T0.plusSeconds(2);

  @Test
  void a_fresh_twin_has_version_1_in_both_sections() {
    var twin = Twin.fresh(T0);

    assertThat(twin.forDevice())
        .isEqualTo(json("{'desired':{'$version':1},'reported':{'$version':1}}"));
    assertThat(twin.etag()).isEqualTo("AAAAAAAAAAE=");
  }

  @Test
  void a_merge_keeps_siblings_deletes_by_null_and_replaces_all_else() {
    var twin = desired(Twin.fresh(T0), "{'a':{'x':1,'y':2},'b':[1,2],'c':'s','d':5}", T1);

    var next = desired(twin, "{'a':{'x':null,'z':3},'b':[3],'c':{'k':true},'d':null}", T2);

    assertThat(next.desired().forDevice())
        .isEqualTo(json("{'a':{'y':2,'z':3},'b':[3],'c':{'k':true},'$version':3}"));
  }

  @Test
  void what_is_touched_and_its_parents_get_the_new_stamp_and_others_keep_theirs() {
    var twin = desired(Twin.fresh(T0), "{'a':{'x':1,'y':2}}", T1);

    var metadata = metadata(desired(twin, "{'a':{'x':1}}", T2).desired());

    var first = "{'$lastUpdated':'2026-01-01T00:00:01.1234560Z','$lastUpdatedVersion':2}";
    var second = "{'$lastUpdated':'2026-01-01T00:00:02.1234560Z','$lastUpdatedVersion':3}";
    var a = json(second).put("x", json(second)).put("y", json(first));
    assertThat(metadata).isEqualTo(json(second).put("a", a));
  }

  @Test
  void a_deletion_moves_the_parents_stamps() {
    var twin = desired(Twin.fresh(T0), "{'a':{'x':1,'y':2}}", T1);

    var metadata = metadata(desired(twin, "{'a':{'x':null}}", T2).desired());

    assertThat(metadata.getJsonObject("a").getInteger("$lastUpdatedVersion")).isEqualTo(3);
    assertThat(metadata.getJsonObject("a").containsKey("x")).isFalse();
  }

  @Test
  void reported_metadata_has_no_versions() {
    var twin = Twin.fresh(T0).report(json("{'a':1}"), null, T1);

    assertThat(metadata(twin.reported()).encode()).doesNotContain("$lastUpdatedVersion");
    assertThat(twin.reported().version()).isEqualTo(2);
  }

  @Test
  void etag_moves_with_the_service_only_and_version_with_everyone() {
    var fresh = Twin.fresh(T0);
    var reported = fresh.report(json("{'a':1}"), null, T1);
    var tagged = reported.merge(new ServicePatch(json("{'t':1}"), null), T2);

    assertThat(reported.etagNumber()).isEqualTo(1);
    assertThat(tagged.etagNumber()).isEqualTo(2);
    assertThat(tagged.version()).isEqualTo(fresh.version() + 2);
    assertThat(tagged.desired().version()).isEqualTo(1);
  }

  @Test
  void a_replace_clears_what_is_absent_and_leaves_reported_alone() {
    var twin = desired(Twin.fresh(T0).report(json("{'r':1}"), null, T1), "{'a':1}", T1);

    var replaced = twin.replace(new ServicePatch(json("{'t':1}"), null), T2);

    assertThat(replaced.desired().forDevice()).isEqualTo(json("{'$version':3}"));
    assertThat(replaced.tagValues()).isEqualTo(json("{'t':1}"));
    assertThat(replaced.reported()).isEqualTo(twin.reported());
  }

  @Test
  void a_stale_expected_version_is_refused() {
    assertThatThrownBy(() -> Twin.fresh(T0).report(json("{'a':1}"), 2, T1))
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.PRECONDITION_FAILED));
  }

  @Test
  void a_twin_survives_its_json() {
    var twin =
        desired(Twin.fresh(T0), "{'a':{'x':[1,{'y':null}]},'b':true,'c':1.5}", T1)
            .report(json("{'r':{'s':'t'}}"), null, T2)
            .merge(new ServicePatch(json("{'t':1}"), null), T2);

    assertThat(Twin.fromJson(new JsonObject(twin.toJson().encode()))).isEqualTo(twin);
  }

  @Test
  void values_and_metadata_are_found_by_path() {
    var section = desired(Twin.fresh(T0), "{'a':{'x':7}}", T1).desired();

    assertThat(section.at(List.of("a", "x"))).isEqualTo(7);
    assertThat(section.at(List.of("a", "none"))).isNull();
    assertThat(section.at(List.of("a", "x", "deeper"))).isNull();
    assertThat(section.at(List.of("$version"))).isEqualTo(2);
    assertThat(section.at(List.of("$metadata", "a", "x", "$lastUpdated")))
        .isEqualTo("2026-01-01T00:00:01.1234560Z");
    assertThat(section.at(List.of("$metadata", "$lastUpdatedVersion"))).isEqualTo(2);
    assertThat(section.at(List.of("$metadata", "a", "x"))).isInstanceOf(JsonObject.class);
  }

  @Test
  void the_given_patch_is_neither_kept_nor_changed() {
    var patch = json("{'a':{'l':[1]},'$version':9}");
    var twin = Twin.fresh(T0).report(patch, null, T1);

    patch.getJsonObject("a").getJsonArray("l").add(2);
    twin.reported().forDevice().getJsonObject("a").getJsonArray("l").add(3);

    assertThat(patch.getInteger("$version")).isEqualTo(9);
    assertThat(twin.reported().forDevice().encode()).contains("[1]");
  }

  private static Twin desired(Twin twin, String patch, Instant now) {
    return twin.merge(new ServicePatch(null, json(patch)), now);
  }

  private static JsonObject metadata(Section section) {
    return section.forService().getJsonObject("$metadata");
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
