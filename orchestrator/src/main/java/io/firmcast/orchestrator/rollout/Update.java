// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One update of one device, as it is kept.
 *
 * @param request as it was asked for; its own id is {@code id} where the caller gave one
 * @param idempotencyKey of the caller
 * @param revision grows by 1 with every change that is kept
 */
public record Update(
    UpdateId id,
    DeviceId device,
    FirmwareUpdate request,
    @Nullable String idempotencyKey,
    Execution execution,
    @Nullable DeviceAnswer answer,
    Instant createdAt,
    Instant updatedAt,
    int revision) {

  /** The intent to ask, to be kept before the device is asked. */
  public static Update intended(
      UpdateId id, DeviceId device, FirmwareUpdate request, @Nullable String key, Instant now) {
    var triggering = new Execution.Queued().trigger();
    return new Update(id, device, request, key, triggering, null, now, now, 0);
  }

  /** Whether a repeated request asks for just this. */
  public boolean isAskedBy(DeviceId otherDevice, FirmwareUpdate otherRequest) {
    return device.equals(otherDevice) && request.equals(otherRequest);
  }

  /** What the device is sent: the request under this id. */
  public FirmwareUpdate command() {
    return request.withId(id);
  }

  public boolean isOver() {
    return execution instanceof Execution.Over;
  }

  /** With that answer of the device, and what it means; where it is over, it ended when it did. */
  public Update answered(DeviceAnswer said, FirmwareAnswer read, Instant now) {
    var next = ifAsked(asked -> asked.answered(read, request.version()));
    var changedAt = isOver() ? updatedAt : now;
    return new Update(
        id, device, request, idempotencyKey, next, said, createdAt, changedAt, revision + 1);
  }

  /** After the device was seen at it; the same object where that is nothing new. */
  public Update seen(Sighting sighting, Instant now) {
    return with(ifAsked(asked -> asked.seen(sighting, request.version())), now);
  }

  /** In that state; the same object where it is in it. */
  public Update with(Execution next, Instant now) {
    return next.equals(execution)
        ? this
        : new Update(
            id, device, request, idempotencyKey, next, answer, createdAt, now, revision + 1);
  }

  private Execution ifAsked(Function<Asked, Execution> step) {
    return execution instanceof Asked asked ? step.apply(asked) : execution;
  }
}
