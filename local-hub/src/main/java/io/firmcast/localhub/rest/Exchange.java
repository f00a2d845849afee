// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: finds its endpoint, checks that the caller may, has the work done and
 * writes the answer.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  // Section 4.1, inferred: any date is taken for an api-version.
  private static final Pattern API_VERSION =
      Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-[A-Za-z0-9]+)?");

  private static final Future<Void> DONE = Future.succeededFuture();

  private final RoutingContext request;
  private final Context context;
  private final Gate gate;
  private final Toll toll;
  private final ErrorBody errors;
  private ErrorForm errorForm = ErrorForm.NAMED;

  Exchange(RoutingContext request, Context context, Gate gate, Toll toll, ErrorBody errors) {
    this.request = request;
    this.context = context;
    this.gate = gate;
    this.toll = toll;
    this.errors = errors;
  }

  /**
   * Does all of it; the work may complete on any thread, the answer is written on the connection's.
   */
  void run(Routes routes) {
    work(routes)
        .otherwise(this::refusal)
        .onComplete(answer -> context.runOnContext(turn -> write(answer.result())));
  }

  /** Answers what failed before there was work to do, such as a body that is too large. */
  void refuse(Throwable cause) {
    write(refusal(cause));
  }

  private Future<Answer> work(Routes routes) {
    try {
      var path = RestPath.of(request.request().path());
      var method = method();
      var endpoint = routes.find(method, path.resource());
      authorise(endpoint);
      errorForm = endpoint.errorForm();
      var parameters = Parameters.of(request.request());
      checkVersion(parameters.get("api-version"));
      var body = request.body().buffer();
      var call = new Call(path.deviceId(), request.request().headers(), parameters, body);
      return toll.pass(method, path.resource(), call, endpoint.work());
    } catch (RuntimeException failed) {
      return Future.failedFuture(failed);
    }
  }

  /** The Java SDK has no PATCH and says so in a header of its POST. */
  private HttpMethod method() {
    var override = request.request().getHeader("X-HTTP-Method-Override");
    var method = request.request().method();
    return method.equals(HttpMethod.POST) && "PATCH".equalsIgnoreCase(override)
        ? HttpMethod.PATCH
        : method;
  }

  private void authorise(Endpoint endpoint) {
    var token = request.request().getHeader("Authorization");
    if (token == null || !gate.serviceAllows(token, endpoint.rights())) {
      throw new HubFailure(Code.UNAUTHORIZED, "Unauthorized");
    }
  }

  private static void checkVersion(@Nullable String version) {
    if (version == null || !API_VERSION.matcher(version).matches()) {
      throw new HubFailure(Code.INVALID_PROTOCOL_VERSION, "api-version is missing or malformed");
    }
  }

  private Answer refusal(Throwable cause) {
    if (!(cause instanceof HubFailure)) {
      LOG.atError().addKeyValue("path", request.request().path()).setCause(cause).log("failed");
    }
    return toll.marked(errorForm.answer(HubFailure.of(cause), errors));
  }

  /** Or all the rest of the body would still be read; a second for the caller to see the answer. */
  private Future<Void> hangUp() {
    return request.request().connection().shutdown(1, TimeUnit.SECONDS);
  }

  private void write(Answer answer) {
    var response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (answer.status() == Code.TOO_LARGE.status()) {
      // Or a client sends its next request on the connection that is about to end.
      response.putHeader("Connection", "close");
    }
    answer
        .writeTo(response)
        .eventually(() -> answer.status() == Code.TOO_LARGE.status() ? hangUp() : DONE)
        .onFailure(cause -> LOG.debug("the caller went away before the answer", cause));
  }
}
