// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.kit.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.MediaType;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orchestrator's API under the page's own origin, so that the page needs no leave to call
 * another one.
 */
public final class OrchestratorProxy implements ProxyInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(OrchestratorProxy.class);
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final MediaType PROBLEM = MediaType.parse("application/problem+json");
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** A direct method may wait for its device for minutes; behind that nobody listens any more. */
  private static final Duration SILENCE = Duration.ofMinutes(11);

  /** Each call that waits for a device holds one; who finds them all taken hears so at once. */
  private static final PoolOptions CONNECTIONS =
      new PoolOptions().setHttp1MaxSize(256).setMaxWaitQueueSize(0);

  private final @Nullable URI orchestrator;
  private final Origins origins;
  private final Consumer<DeviceId> updateAsked;
  private final HttpClient client;
  private final HttpProxy proxy;

  /**
   * @param orchestrator its scheme, host and port; null where there is none
   * @param updateAsked told each device for which an update is about to be asked of it
   */
  public OrchestratorProxy(
      Vertx vertx, @Nullable URI orchestrator, Origins origins, Consumer<DeviceId> updateAsked) {
    this.orchestrator = orchestrator;
    this.origins = origins;
    this.updateAsked = updateAsked;
    this.client = vertx.createHttpClient(CONNECTIONS);
    this.proxy =
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
            .origin(context -> client.request(target()))
            .addInterceptor(this);
  }

  public void mount(Router router) {
    router.post("/api/v1/devices/:deviceId/firmware-update").handler(this::forwardUpdate);
    for (var path :
        new String[] {
          "/api/v1/devices/*", "/api/v1/updates/*", "/api/v1/rollouts/*", "/openapi.yaml"
        }) {
      router.route(path).handler(this::forward);
    }
    router.routeWithRegex("/api/v1/(rollouts:plan|quota)").handler(this::forward);
  }

  public Future<Void> close() {
    return client.close();
  }

  private void forward(RoutingContext request) {
    admit(request);
    proxy.handle(request.request());
  }

  private void forwardUpdate(RoutingContext request) {
    admit(request);
    try {
      updateAsked.accept(new DeviceId(request.pathParam("deviceId")));
    } catch (BadMessage noDevice) {
      LOG.atDebug().addKeyValue("reason", noDevice.getMessage()).log("update of no device");
    }
    proxy.handle(request.request());
  }

  private void admit(RoutingContext request) {
    if (!READING.contains(request.request().method())) {
      origins.check(request.request());
    }
    if (orchestrator == null) {
      throw unavailable("This service was started without an orchestrator.");
    }
  }

  private RequestOptions target() {
    var to = orchestrator == null ? URI.create("http://none.invalid") : orchestrator;
    var secure = "https".equals(to.getScheme());
    return new RequestOptions()
        .setHost(to.getHost())
        .setPort(to.getPort() >= 0 ? to.getPort() : secure ? 443 : 80)
        .setSsl(secure)
        .setConnectTimeout(CONNECT.toMillis())
        .setIdleTimeout(SILENCE.toMillis());
  }

  /** Who may call was decided here: the orchestrator sees a caller that is no page. */
  @Override
  public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
    context.request().headers().remove(HttpHeaders.ORIGIN);
    return context.sendRequest().otherwise(failure -> refusal(context));
  }

  private static ProxyResponse refusal(ProxyContext context) {
    var problem = unavailable("The orchestrator does not answer. Try again in a moment.");
    return context
        .request()
        .release()
        .response()
        .setStatusCode(problem.status())
        .setBody(Body.body(problem.toJson().toBuffer(), PROBLEM));
  }

  private static Problem unavailable(String detail) {
    return new Problem(503, "orchestrator-unavailable", detail);
  }
}
