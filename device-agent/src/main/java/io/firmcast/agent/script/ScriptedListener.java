// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.link.LinkListener;
import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.link.MethodReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does what a direct method asks, but answers late or never. */
record ScriptedListener(Vertx vertx, ScriptedDevice device, LinkListener agent)
    implements LinkListener {

  @Override
  public void state(LinkState state) {
    agent.state(state);
  }

  @Override
  public Future<MethodReply> method(String name, @Nullable Object payload) {
    var reply = agent.method(name, payload);
    if (device.is(Behaviour.NeverAnswers.class).isPresent()) {
      return reply.compose(unsaid -> Promise.<MethodReply>promise().future());
    }
    return device
        .is(Behaviour.AnswersLate.class)
        .map(late -> reply.compose(said -> later(said, late)))
        .orElse(reply);
  }

  @Override
  public void desired(JsonObject change) {
    agent.desired(change);
  }

  private Future<MethodReply> later(MethodReply reply, Behaviour.AnswersLate late) {
    var millis = Math.max(1, device.pick(late.by()).toMillis());
    return vertx.timer(millis, TimeUnit.MILLISECONDS).map(reply);
  }
}
