// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing the hub did to a device, or had done by it. */
public sealed interface Testimony {

  /** Numbers all of them, without gaps, in the order in which they happened. */
  long sequence();

  Instant at();

  /** The device, {@code device/module} for a module. */
  String deviceId();

  /** What is told beside number, time, kind and device. */
  JsonObject details();

  /** All of it as one JSON object, without line breaks. */
  default JsonObject toJson() {
    return new JsonObject()
        .put("sequence", sequence())
        .put("at", HubTime.format(at()))
        .put("kind", Character.toLowerCase(name().charAt(0)) + name().substring(1))
        .put("deviceId", deviceId())
        .mergeIn(details());
  }

  private String name() {
    return getClass().getSimpleName();
  }

  /**
   * A method call was handed to a device's connection.
   *
   * @param call names the invocation: the number of its first delivery, for it may be delivered
   *     again
   * @param rid the request id on the wire, unique within one connection
   */
  record MethodDelivered(
      long sequence, Instant at, String deviceId, long call, String name, String rid, Buffer body)
      implements Testimony {

    /** The payload; the text itself where it is not JSON. */
    public @Nullable Object payload() {
      try {
        return body.length() == 0 ? null : Json.decodeValue(body);
      } catch (DecodeException notJson) {
        return body.toString();
      }
    }

    @Override
    public JsonObject details() {
      return new JsonObject()
          .put("call", call)
          .put("name", name)
          .put("rid", rid)
          .put("payload", payload());
    }
  }

  /** A device answered a call. */
  record MethodReplied(
      long sequence, Instant at, String deviceId, long call, int status, Timing timing)
      implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject()
          .put("call", call)
          .put("status", status)
          .put("timing", timing.wireName());
    }
  }

  /** When an answer came. */
  enum Timing {
    IN_TIME("inTime"),
    /** After the hub had given up on it. */
    LATE("late"),
    /** After another answer to the same call. */
    DUPLICATE("duplicate");

    private final String wireName;

    Timing(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /** The hub gave up waiting for an answer, which says nothing about what the device did. */
  record MethodUnanswered(long sequence, Instant at, String deviceId, long call, Code code)
      implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject().put("call", call).put("errorCode", code.number());
    }
  }

  /**
   * Reported properties were changed by their device, and that is durable.
   *
   * @param version the version of the reported properties that it led to
   * @param patch to be read, not to be changed
   */
  record ReportApplied(long sequence, Instant at, String deviceId, int version, JsonObject patch)
      implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject().put("version", version).put("patch", patch);
    }
  }

  /** A patch of reported properties was refused, and nothing of it applied. */
  record ReportRefused(long sequence, Instant at, String deviceId, Code code) implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject().put("errorCode", code.number());
    }
  }

  record Connected(long sequence, Instant at, String deviceId) implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject();
    }
  }

  record Disconnected(long sequence, Instant at, String deviceId) implements Testimony {

    @Override
    public JsonObject details() {
      return new JsonObject();
    }
  }
}
