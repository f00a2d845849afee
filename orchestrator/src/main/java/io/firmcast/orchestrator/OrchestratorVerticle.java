// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubCheck;
import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.kit.Problems;
import io.firmcast.orchestrator.api.OpenApiFile;
import io.firmcast.orchestrator.api.QuotaApi;
import io.firmcast.orchestrator.api.RolloutsApi;
import io.firmcast.orchestrator.api.TwinApi;
import io.firmcast.orchestrator.api.UpdatesApi;
import io.firmcast.orchestrator.drive.DriveSettings;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.follow.Events;
import io.firmcast.orchestrator.follow.Reconciliation;
import io.firmcast.orchestrator.follow.TwinReading;
import io.firmcast.orchestrator.forecast.Forecasts;
import io.firmcast.orchestrator.forecast.Rehearsals;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.Deadlines;
import io.firmcast.orchestrator.rollout.UpdateIds;
import io.firmcast.orchestrator.store.Ledger;
import io.firmcast.orchestrator.store.Stores;
import io.firmcast.orchestrator.store.UpdateStore;
import io.firmcast.orchestrator.trigger.Invocation;
import io.firmcast.orchestrator.trigger.Trigger;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orchestrator's lifecycle and wiring. */
public final class OrchestratorVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(OrchestratorVerticle.class);

  /** Beyond the method's own time-out, for the HTTP call around it. */
  private static final Duration AROUND_A_METHOD = Duration.ofSeconds(60);

  /** Whoever asks waits for it. */
  private static final Duration LONGEST_FORECAST = Duration.ofSeconds(40);

  /** For what is under way when this stops; an answer that comes later is found in the twin. */
  private static final long GRACE_MILLIS = 1_000;

  private final OrchestratorSettings settings;
  private final Hub hub;
  private final Clock clock;
  private final RandomGenerator random;
  private final Readiness readiness;
  private final UnaryOperator<Stores> around;
  private volatile @Nullable Stores stores;
  private volatile int httpPort;
  private @Nullable HttpServer server;
  private Supplier<Future<Void>> unsubscribe = Future::succeededFuture;
  private Supplier<Future<Void>> letGo = Future::succeededFuture;
  private Supplier<Future<Void>> settled = Future::succeededFuture;
  private Future<Void> passing = Future.succeededFuture();
  private long nextPass = -1;
  private boolean stopped;
  private boolean blind;

  /**
   * @param hub stays the caller's, who closes it after this is undeployed
   * @param random makes ids that nobody guesses where it is a secure one
   */
  public OrchestratorVerticle(
      OrchestratorSettings settings, Hub hub, Clock clock, RandomGenerator random) {
    this(settings, hub, clock, random, UnaryOperator.identity());
  }

  /**
   * For tests in which the process dies within a write.
   *
   * @param around what is put around the stores
   */
  OrchestratorVerticle(
      OrchestratorSettings settings,
      Hub hub,
      Clock clock,
      RandomGenerator random,
      UnaryOperator<Stores> around) {
    this.around = around;
    this.settings = settings;
    this.hub = hub;
    this.clock = clock;
    this.random = random;
    this.readiness = new Readiness(new HubCheck(hub, clock), this::openStore);
  }

  /** For the process's {@code /health/ready}; it may be asked before and after this is deployed. */
  public Readiness readiness() {
    return readiness;
  }

  /** The port in use, once deployed. */
  public int httpPort() {
    return httpPort;
  }

  @Override
  public Future<?> start() {
    return settings
        .database()
        .open(vertx)
        .map(around)
        .compose(
            opened -> {
              stores = opened;
              return run(opened);
            })
        // A verticle that did not start is not stopped: what is open already would stay so.
        .recover(failure -> stop().transform(closed -> Future.failedFuture(failure)));
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    var listening = server;
    var opened = stores;
    var quiet = listening == null ? Future.<Void>succeededFuture() : shutdown(listening);
    // Only then the store: whoever still writes would find it gone.
    var silent = Future.join(quiet, stopFollowing(), letGo.get());
    return opened == null ? silent : silent.eventually(opened::close);
  }

  private static Future<Void> shutdown(HttpServer listening) {
    return listening.shutdown(GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Future<Void> stopFollowing() {
    vertx.cancelTimer(nextPass);
    return unsubscribe
        .get()
        .eventually(() -> Future.join(passing, settled.get()))
        .timeout(GRACE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  private Future<?> run(Stores opened) {
    var updates = opened.updates();
    var pace = settings.pace();
    var quota = new HubQuota(vertx, settings.rollouts().rates());
    var paced = new QuotaHub(vertx, hub, quota, Urgency.ACTIVE, random);
    var ledger = new Ledger(updates);
    var deadlines =
        new Deadlines(
            pace.methodTimeout().plus(AROUND_A_METHOD),
            pace.unknownDeadline(),
            pace.progressDeadline());
    var reading = new TwinReading(paced, ledger, deadlines, clock);
    var invocation = new Invocation(vertx, paced, updates, ledger, clock, pace.methodTimeout());
    var ids = new UpdateIds(random);
    var trigger = new Trigger(updates, invocation, reading::readIfPossible, ids, clock);
    var reconciliation = new Reconciliation(vertx, updates, reading, pace.twinReadsPerSecond());
    var records = new RolloutJson();
    var rollouts = new Rollouts(vertx, paced, opened, records, clock, random, driving());
    var events = new Events(ledger, clock, rollouts::isOfOne);
    settled = events::settled;
    var rehearsals = new Rehearsals(vertx, LONGEST_FORECAST, System::nanoTime);
    letGo = () -> Future.join(rehearsals.close(), rollouts.stop()).mapEmpty();
    var forecasts =
        new Forecasts(vertx, rollouts, opened, records, rehearsals, quota.rates(), clock);
    var rolloutsApi =
        new RolloutsApi(vertx, rollouts, forecasts, opened.rollouts(), records, clock);
    return StatusChanged.TOPIC
        .subscribe(vertx, events::fold)
        .compose(
            subscribed -> {
              unsubscribe = subscribed::unregister;
              return rollouts.start();
            })
        .compose(
            started ->
                listen(
                    router -> {
                      new UpdatesApi(trigger, updates).mount(router);
                      new TwinApi(paced).mount(router);
                      rolloutsApi.mount(router);
                      new QuotaApi(quota, opened.rollouts(), forecasts).mount(router);
                      OpenApiFile.mount(router);
                    }))
        .compose(listening -> reconciliation.announce())
        .compose(
            announced -> {
              reconcileForEver(reconciliation);
              return Future.succeededFuture();
            });
  }

  private DriveSettings driving() {
    var pace = settings.pace();
    var rollouts = settings.rollouts();
    return new DriveSettings(
        pace.methodTimeout(),
        pace.reconcilePeriod(),
        rollouts.membershipPeriod(),
        rollouts.terms(),
        rollouts.webhooks());
  }

  private Future<HttpServer> listen(Consumer<Router> mount) {
    var router = Problems.on(Router.router(vertx));
    mount.accept(router);
    var idle = settings.pace().methodTimeout().plus(AROUND_A_METHOD);
    return vertx
        .createHttpServer(new HttpServerOptions().setIdleTimeout((int) idle.toSeconds()))
        .requestHandler(router)
        .listen(settings.httpPort(), settings.httpHost())
        .map(
            listening -> {
              httpPort = listening.actualPort();
              server = listening;
              return listening;
            });
  }

  private void reconcileForEver(Reconciliation reconciliation) {
    if (stopped) {
      return;
    }
    passing = reconciliation.pass();
    passing.onComplete(
        passed -> {
          if (stopped) {
            return;
          }
          logOnce(passed);
          var period = settings.pace().reconcilePeriod().toMillis();
          nextPass = vertx.setTimer(period, due -> reconcileForEver(reconciliation));
        });
  }

  /** When readings begin to fail, and when they succeed again; not every period in between. */
  private void logOnce(AsyncResult<Void> passed) {
    if (passed.failed() && !blind) {
      LOG.atWarn()
          .addKeyValue("reason", sentence(passed.cause()))
          .log("open updates cannot be read; trying again every period");
    } else if (passed.succeeded() && blind) {
      LOG.atInfo().log("open updates are read again");
    }
    blind = passed.failed();
  }

  private static String sentence(Throwable failure) {
    var cause = failure.getCause();
    return failure.getMessage() + (cause == null ? "" : " (" + cause + ")");
  }

  private Future<UpdateStore> openStore() {
    var opened = stores;
    return opened == null
        ? Future.failedFuture("the store is not open yet")
        : Future.succeededFuture(opened.updates());
  }
}
