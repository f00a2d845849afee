// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Uses a link from a verticle, as an agent does, and remembers what it was told. */
final class LinkUser extends VerticleBase implements LinkListener {
  /** A call as it arrived. */
  record Call(String method, @Nullable Object payload) {}

  private final DeviceLink link;
  private final List<LinkState> states = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<JsonObject> desired = new CopyOnWriteArrayList<>();
  volatile boolean stopping;
  volatile MethodReply reply = new MethodReply(200, new JsonObject().put("Response", "done"));

  LinkUser(DeviceLink link) {
    this.link = link;
  }

  @Override
  public Future<?> start() {
    return link.open(this);
  }

  @Override
  public Future<?> stop() {
    var closed = link.close();
    stopping = true;
    return closed;
  }

  @Override
  public void state(LinkState state) {
    states.add(state);
  }

  @Override
  public Future<MethodReply> method(String name, @Nullable Object payload) {
    calls.add(new Call(name, payload));
    return Future.succeededFuture(reply);
  }

  @Override
  public void desired(JsonObject change) {
    desired.add(change);
  }

  DeviceTwin twin() throws Exception {
    return here(link::twin);
  }

  void report(JsonObject patch) throws Exception {
    here(() -> link.report(patch));
  }

  LinkState lastState() {
    return states.isEmpty() ? LinkState.UNTRIED : states.get(states.size() - 1);
  }

  boolean isConnected() {
    return lastState() instanceof LinkState.Connected;
  }

  List<LinkState> states() {
    return List.copyOf(states);
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  List<JsonObject> desired() {
    return List.copyOf(desired);
  }

  private <T> T here(Supplier<Future<T>> asked) throws Exception {
    Promise<T> answer = Promise.promise();
    context.runOnContext(running -> asked.get().onComplete(answer));
    return answer.future().await(20, TimeUnit.SECONDS);
  }
}
