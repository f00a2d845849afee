// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The two forms in which IoT Hub writes an error (section 4.8). */
enum ErrorForm {
  /**
   * Coded JSON inside {@code Message}; {@code ExceptionMessage} must be empty, or Java does not
   * read the code.
   */
  CODED {
    @Override
    JsonObject body(HubFailure failure, ErrorBody errors) {
      return new JsonObject()
          .put("Message", errors.coded(failure).encode())
          .put("ExceptionMessage", "");
    }
  },
  /** {@code ErrorCode:Name;text}; C# requires the same name in the header. */
  NAMED {
    @Override
    JsonObject body(HubFailure failure, ErrorBody errors) {
      var text = "ErrorCode:" + failure.code().wireName() + ";" + failure.getMessage();
      return new JsonObject().put("Message", text).put("ExceptionMessage", errors.trackingText());
    }
  },
  /**
   * Twins: an unknown device or module is told in coded form since 2021, all else in named form.
   */
  TWIN {
    @Override
    JsonObject body(HubFailure failure, ErrorBody errors) {
      var unknown =
          failure.code() == Code.DEVICE_NOT_FOUND || failure.code() == Code.MODULE_NOT_FOUND;
      return (unknown ? CODED : NAMED).body(failure, errors);
    }
  };

  abstract JsonObject body(HubFailure failure, ErrorBody errors);

  Answer answer(HubFailure failure, ErrorBody errors) {
    return new Answer(
        failure.code().status(),
        Map.of("iothub-errorcode", failure.code().wireName()),
        body(failure, errors).toBuffer());
  }
}
