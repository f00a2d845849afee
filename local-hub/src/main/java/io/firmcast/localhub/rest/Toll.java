// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * What stands between an authorised request and its work: the faults that are on, and the rates and
 * the quota of the tier.
 */
final class Toll {

  private static final int THROTTLED = 429;

  private final Throttles throttles;
  private final Faults faults;

  Toll(Throttles throttles, Faults faults) {
    this.throttles = throttles;
    this.faults = faults;
  }

  /** Does the work when it is time; fails as the work does, or instead of it. */
  Future<Answer> pass(HttpMethod method, Resource resource, Call call, Endpoint.Work work) {
    var broken = faults.restFailure(call.deviceId());
    if (broken != null) {
      return Future.failedFuture(broken);
    }
    if (throttles.open()) {
      return work.on(call);
    }
    var operation = operation(method, resource);
    return throttles
        .admit(operation, cost(operation, method, resource, call))
        .compose(turn -> work.on(call))
        .onSuccess(answer -> charge(operation, call, answer));
  }

  /** The answer with what a tier may add to a refusal. */
  Answer marked(Answer refusal) {
    var retryAfter = throttles.settings().retryAfter();
    return refusal.status() == THROTTLED && retryAfter != null
        ? refusal.with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())))
        : refusal;
  }

  private static Operation operation(HttpMethod method, Resource resource) {
    return switch (resource) {
      case TWIN, MODULE_TWIN ->
          method.equals(HttpMethod.GET) ? Operation.TWIN_READ : Operation.TWIN_UPDATE;
      case METHODS, MODULE_METHODS -> Operation.METHOD;
      case QUERY -> Operation.QUERY_PAGE;
      case COMMANDS -> Operation.C2D;
      case JOB, JOB_CANCEL, JOB_QUERY, BULK_JOBS -> Operation.JOB;
      case CONFIGURATION, CONFIGURATIONS, CONFIGURATION_TEST -> Operation.CONFIGURATION;
      case DEVICE, DEVICES, MODULES, MODULE, DEVICE_STATISTICS, SERVICE_STATISTICS, UNKNOWN ->
          Operation.REGISTRY;
    };
  }

  private static int cost(Operation operation, HttpMethod method, Resource resource, Call call) {
    if (operation == Operation.METHOD) {
      return Operation.steps(bytes(call));
    }
    var bulk = resource == Resource.DEVICES && method.equals(HttpMethod.POST);
    return bulk ? Math.max(1, call.list().size()) : 1;
  }

  /** Section 7: twins and queries by what is read or written, methods by both directions. */
  private void charge(Operation operation, Call call, Answer answer) {
    switch (operation) {
      case TWIN_READ, QUERY_PAGE -> throttles.charge(answer.body().length());
      case TWIN_UPDATE -> throttles.charge(bytes(call));
      case METHOD -> throttles.charge(bytes(call) + answer.body().length());
      case REGISTRY, CONNECT, D2C, C2D, JOB, JOB_DEVICE, CONFIGURATION -> {
        // Free, or counted where it happens.
      }
    }
  }

  private static int bytes(Call call) {
    var content = call.content();
    return content == null ? 0 : content.length();
  }
}
