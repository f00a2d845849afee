// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import static io.firmcast.localhub.job.JobTexts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobDeviceTest {

  private static final JsonObject ANSWER = new JsonObject("{\"status\":418,\"payload\":[1]}");

  private final JobDevice pending = JobDevice.pending("dev1", NOW);
  private final JobDevice running = pending.begin(NOW.plusSeconds(1));
  private final JobDevice completed = running.complete(NOW.plusSeconds(2), ANSWER);
  private final JobDevice failed =
      running.fail(NOW.plusSeconds(3), new HubFailure(Code.DEVICE_NOT_ONLINE, "Timed out waiting"));

  @Test
  void J05_a_row_has_only_the_members_that_have_a_value() {
    assertThat(row(pending).whole().fieldNames())
        .containsExactly(
            "deviceId",
            "jobId",
            "jobType",
            "status",
            "createdDateTimeUtc",
            "lastUpdatedDateTimeUtc");
    assertThat(row(running).whole().fieldNames())
        .contains("startTimeUtc")
        .doesNotContain("outcome");
    assertThat(row(completed).whole().fieldNames()).contains("endTimeUtc").doesNotContain("error");
    assertThat(row(failed).whole().fieldNames()).contains("error").doesNotContain("outcome");
  }

  @Test
  void J02_whatever_a_method_answered_the_device_is_done() {
    assertThat(completed.state()).isEqualTo(DeviceState.COMPLETED);
    assertThat(row(completed).whole().getJsonObject("outcome"))
        .isEqualTo(new JsonObject().put("deviceMethodResponse", ANSWER));
    var twin = row(running.complete(NOW, null)).whole();
    assertThat(twin.getJsonObject("outcome").containsKey("deviceMethodResponse")).isTrue();
    assertThat(twin.getJsonObject("outcome").getValue("deviceMethodResponse")).isNull();
  }

  @Test
  void a_failure_is_told_with_its_number_as_text() {
    assertThat(row(failed).whole().getJsonObject("error"))
        .isEqualTo(new JsonObject("{\"code\":\"404103\",\"description\":\"Timed out waiting\"}"));
  }

  @Test
  void J08_each_member_is_found_in_any_case_with_or_without_writing_the_row() {
    var row = row(completed);
    var whole = row.whole();

    for (var name : whole.fieldNames()) {
      assertThat(row.at(List.of(name))).as(name).isEqualTo(whole.getValue(name));
    }
    assertThat(row.at(List.of("DEVICEID"))).isEqualTo("dev1");
    assertThat(row.at(List.of("type"))).isEqualTo("scheduleDeviceMethod");
    assertThat(row.at(List.of("outcome", "deviceMethodResponse", "status"))).isEqualTo(418);
    assertThat(row.at(List.of("status", "of", "nothing"))).isNull();
    assertThat(row.at(List.of("nothing"))).isNull();
    assertThat(row.id()).isEqualTo("j/dev1");
  }

  @Test
  void it_is_stored_and_read_back_as_it_is_in_each_state() {
    for (var device : List.of(pending, running, completed, failed)) {
      var stored = new JsonObject(device.toJson().encode());
      assertThat(JobDevice.fromJson("dev1", stored)).isEqualTo(device);
    }
  }

  @Test
  void only_two_states_are_an_end() {
    assertThat(DeviceState.values())
        .filteredOn(DeviceState::ended)
        .containsExactly(DeviceState.COMPLETED, DeviceState.FAILED);
  }

  private static JobDeviceRow row(JobDevice device) {
    return new JobDeviceRow("j", JobType.DIRECT_METHOD, device);
  }
}
