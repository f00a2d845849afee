// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.firmcast.localhub.method.MethodCall;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/** Whatever a request's path, headers and body are, it is understood or refused as the caller's. */
class RestFuzzTest {

  private static final List<Consumer<JsonObject>> READERS =
      List.of(
          body -> DeviceRequest.of("dev1", body),
          MethodCall::of,
          ServicePatch::of,
          CloudMessageRequest::of);

  @FuzzTest
  void paths(byte[] input) {
    try {
      var path = RestPath.of(new String(input, UTF_8));

      assertThat(path.resource()).isNotNull();
      assertThat(path.deviceId()).doesNotContain("//");
    } catch (HubFailure refused) {
      assertThat(refused.code().status()).isEqualTo(400);
    }
  }

  @FuzzTest
  void headers(byte[] input) {
    var ifMatch = new Precondition(new String(input, UTF_8));

    assertThat(ifMatch.given()).isIn(true, false);
  }

  @FuzzTest
  void bodies(byte[] input) {
    var none = MultiMap.caseInsensitiveMultiMap();
    var call = new Call("dev1", none, none, Buffer.buffer(input));
    for (var reader : READERS) {
      try {
        reader.accept(call.body());
      } catch (HubFailure refused) {
        assertThat(refused.code().status()).isBetween(400, 413);
      }
    }
  }
}
