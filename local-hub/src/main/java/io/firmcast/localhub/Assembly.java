// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.access.Access;
import io.firmcast.localhub.configuration.Configurations;
import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.PresenceKeeper;
import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.fleet.FleetFollower;
import io.firmcast.localhub.head.Heads;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.job.Jobs;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.mqtt.Connections;
import io.firmcast.localhub.mqtt.MqttSettings;
import io.firmcast.localhub.mqtt.MqttVerticle;
import io.firmcast.localhub.mqtt.Protocol;
import io.firmcast.localhub.mqtt.Reaper;
import io.firmcast.localhub.mqtt.Reception;
import io.firmcast.localhub.mqtt.Sessions;
import io.firmcast.localhub.mqtt.WebSocketDoor;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.rest.RestSettings;
import io.firmcast.localhub.rest.RestVerticle;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The parts of one hub, put together and restored from its foundation, none of them started. */
final class Assembly {

  // As many as can run at once: more would only be switched between.
  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  final Store store;
  final HubNames names;
  final Policies policies;
  final String caPem;
  final Access access;
  final EventFeed events;
  final Witness witness;
  final Devices devices;
  final PresenceKeeper presences;
  final Throttles throttles;
  final Faults faults;
  final DirectMethods methods;
  final Jobs jobs;
  final Configurations configurations;
  final DeviceMessages messages;
  final CloudMessages waiting;
  final Reception reception;
  final Reaper reaper;
  final Heads<MqttVerticle> mqtt;
  final Heads<RestVerticle> rest;

  /** Takes what it needs of the foundation, which holds every row that was found in the store. */
  Assembly(Vertx vertx, LocalHubSettings settings, Foundation foundation)
      throws GeneralSecurityException {
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    this.store = foundation.store();
    this.names = foundation.names();
    this.policies = foundation.policies();
    this.caPem = foundation.caPem();
    var sessions = new Sessions(store, this::isRegistered);
    this.waiting = new CloudMessages(store, clock, this::recount);
    var connections = new Connections(sessions, waiting);
    var reachability = new Reachability(vertx);
    var authorities = foundation.deviceAuthorities();
    var bearer = Access.bearer(foundation.found());
    this.access = new Access(policies, authorities, bearer, store, random);
    var gate = new Gate(names, policies, authorities, bearer, clock);
    var errors = new ErrorBody(clock, random);
    this.events = new EventFeed(vertx, names.hubName(), settings.memory().events(), clock, random);
    this.witness = new Witness(settings.memory().testimonies(), clock);
    var behaviour = settings.behaviour();
    this.throttles = Throttles.of(vertx, clock);
    throttles.change(behaviour.tier());
    this.faults = new Faults(System::nanoTime);
    faults.replaceAll(behaviour.faults());
    var queried = new FleetFollower(faults::queryLag, clock);
    this.messages = new DeviceMessages(clock);
    messages.observe(events);
    var observer = DeviceObserver.all(List.of(connections, events, witness));
    this.devices = new Devices(store, clock, random, observer, queried);
    this.presences = new PresenceKeeper(devices, store, clock);
    var tls = settings.tls();
    var certificate = foundation.certificate();
    this.reception =
        new Reception(
            vertx,
            behaviour.tokenGrace(),
            behaviour.maxConnections(),
            devices,
            connections,
            sessions,
            reachability,
            messages,
            witness,
            waiting,
            gate,
            names,
            throttles,
            faults,
            errors,
            clock);
    this.reaper = new Reaper(vertx, connections, reception, faults);
    var protocol = new Protocol(vertx, behaviour.toConnect(), reception);
    var webSockets = new WebSocketDoor(vertx, protocol);
    this.mqtt =
        new Heads<>(
            vertx,
            EVENT_LOOPS,
            random,
            port ->
                new MqttVerticle(
                    new MqttSettings(settings.host(), port, tls, certificate), protocol));
    this.methods = new DirectMethods(devices, reachability);
    var fleet = new Fleet(devices, queried);
    this.jobs = new Jobs(vertx, store, devices, fleet, methods, throttles, clock, random);
    this.configurations =
        new Configurations(
            vertx, store, devices, fleet, throttles, clock, behaviour.configurationsEvery());
    var paging = new Paging(secret(random));
    this.rest =
        new Heads<>(
            vertx,
            EVENT_LOOPS,
            random,
            port ->
                new RestVerticle(
                    vertx,
                    new RestSettings(
                        settings.host(), port, tls, certificate, behaviour.readerPatience()),
                    devices,
                    methods,
                    waiting,
                    webSockets::enter,
                    fleet,
                    jobs,
                    configurations,
                    paging,
                    events,
                    witness,
                    gate,
                    throttles,
                    faults,
                    access,
                    names,
                    errors));
    foundation.eachDevice(clock.instant(), devices::restore);
    foundation.eachSession(sessions::restore);
    foundation.eachMessage(waiting::restore);
    jobs.restore(foundation.found());
    configurations.restore(foundation.found());
  }

  /** Lets everything go on that the hub does of itself. */
  void begin() {
    jobs.start();
    configurations.start();
  }

  private boolean isRegistered(String key) {
    return devices.find(key).isPresent();
  }

  private void recount(String key) {
    devices.recount(key, waiting::waiting);
  }

  private static Buffer secret(SecureRandom random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}
