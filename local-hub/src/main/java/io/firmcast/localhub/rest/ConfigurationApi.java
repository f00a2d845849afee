// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.REGISTRY_WRITE;

import io.firmcast.localhub.configuration.Configurations;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** {@code /configurations}. */
final class ConfigurationApi {

  private static final int MAX_LISTED = 100;

  private final Configurations configurations;

  ConfigurationApi(Configurations configurations) {
    this.configurations = configurations;
  }

  void addTo(Routes routes) {
    var one = Resource.CONFIGURATION;
    routes.add(HttpMethod.GET, one, ErrorForm.NAMED, this::get, REGISTRY_READ);
    routes.add(HttpMethod.PUT, one, ErrorForm.NAMED, this::put, REGISTRY_WRITE);
    routes.add(HttpMethod.DELETE, one, ErrorForm.NAMED, this::delete, REGISTRY_WRITE);
    routes.add(HttpMethod.GET, Resource.CONFIGURATIONS, ErrorForm.NAMED, this::list, REGISTRY_READ);
    routes.add(
        HttpMethod.POST, Resource.CONFIGURATION_TEST, ErrorForm.NAMED, this::test, REGISTRY_READ);
  }

  private Future<Answer> get(Call call) {
    return Future.succeededFuture(shown(configurations.get(call.deviceId())));
  }

  private Future<Answer> put(Call call) {
    return configurations
        .put(call.deviceId(), call.body(), call.precondition())
        .map(ConfigurationApi::shown);
  }

  private Future<Answer> delete(Call call) {
    return configurations
        .delete(call.deviceId(), call.precondition())
        .map(deleted -> Answer.NO_CONTENT);
  }

  private Future<Answer> list(Call call) {
    var listed = new JsonArray(configurations.list(Top.of(call, MAX_LISTED)));
    return Future.succeededFuture(new Answer(200, Map.of(), listed.toBuffer()));
  }

  private Future<Answer> test(Call call) {
    return Future.succeededFuture(Answer.ok(configurations.test(call.body())));
  }

  private static Answer shown(JsonObject configuration) {
    return Answer.ok(configuration).with("ETag", '"' + configuration.getString("etag") + '"');
  }
}
