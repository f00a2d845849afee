// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.rollout.Execution;
import io.firmcast.orchestrator.trigger.Outcome.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** A refusal as the problem that callers are promised. */
final class RefusalProblem {
  private RefusalProblem() {}

  /** Sets the headers that go with the problem, too. */
  static Problem of(Refused refused, HttpServerResponse response) {
    var problem = problem(refused, response).with("deviceId", refused.update().device().value());
    var other = refused.other();
    if (other != null) {
      problem.with("updateId", other.value());
    }
    if (refused.kept()) {
      var update = refused.update();
      problem
          .with("updateId", update.id().value())
          .with("state", update.execution().state().name());
      response.putHeader("Operation-Location", UpdateJson.address(update.id()));
    }
    return problem;
  }

  private static Problem problem(Refused refused, HttpServerResponse response) {
    var device = refused.update().device();
    return switch (refused.why()) {
      case KEY_REUSED ->
          new Problem(
              409,
              "idempotency-key-reused",
              "This Idempotency-Key came before with another request; use a new one.");
      case ID_REUSED ->
          new Problem(
              409,
              "update-id-reused",
              "This updateId came before with another request; use a new one.");
      case DEVICE_NOT_FOUND ->
          new Problem(404, "device-not-found", "The hub knows no device " + device + ".");
      case DEVICE_OFFLINE ->
          new Problem(409, "device-offline", device + " is not connected; nothing was sent to it.");
      case UPDATE_IN_PROGRESS ->
          new Problem(
              409,
              "update-in-progress",
              device + " is busy with another update; ask again when that is over.");
      case UPDATE_REJECTED -> rejected(refused);
      case DEVICE_TIMEOUT ->
          new Problem(
              504,
              "device-timeout",
              device + " did not answer in time and may have started; its twin will tell.");
      case HUB_UNAVAILABLE ->
          later(
              response,
              5,
              new Problem(
                  503,
                  "hub-unavailable",
                  "The hub cannot be reached; if the request got through, the twin will tell."));
      case HUB_THROTTLED ->
          later(
              response,
              10,
              new Problem(503, "hub-throttled", "The hub asks to slow down; nothing was sent."));
      case HUB_UNAUTHORIZED ->
          later(
              response,
              60,
              new Problem(
                  503,
                  "hub-unavailable",
                  "The hub refuses the orchestrator's credentials; an administrator must act."));
      case HUB_REFUSED ->
          new Problem(502, "hub-refused", "The hub refuses this request; the log says why.");
      case OVERLOADED ->
          later(
              response,
              1,
              new Problem(503, "overloaded", "Too much is under way here; nothing was sent."));
    };
  }

  private static Problem rejected(Refused refused) {
    var update = refused.update();
    var problem = new Problem(409, "update-rejected", update.device() + " refuses this update.");
    if (update.execution() instanceof Execution.Rejected rejected) {
      problem.with("reason", rejected.reason());
    }
    var answer = update.answer();
    return answer == null ? problem : problem.with("answer", UpdateJson.of(answer));
  }

  private static Problem later(HttpServerResponse response, int seconds, Problem problem) {
    response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    return problem;
  }
}
