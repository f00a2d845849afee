// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** Something that an operator does to a rollout; prints how it stands then. */
abstract class RolloutAction implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Mixin private final WhoOptions by = new WhoOptions();

  private final String action;

  /**
   * @param action as it stands in an address
   */
  RolloutAction(String action) {
    this.action = action;
  }

  @Override
  public Integer call() {
    var calls = rollout.calls();
    var body = body(calls, rollout.id());
    if (by.reason() != null) {
      body.put("reason", by.reason());
    }
    var now = calls.act(rollout.id(), action, body, by.headers());
    System.out.println(rollout.json() ? now.encodePrettily() : new RolloutText(now).line());
    return Exit.OK;
  }

  /** What has to be said besides who and why. */
  JsonObject body(RolloutCalls calls, String id) {
    return new JsonObject();
  }
}
