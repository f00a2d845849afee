// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.Right;
import io.vertx.core.http.HttpMethod;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which endpoint answers which method on which resource. */
final class Routes {

  private final Map<Resource, Map<HttpMethod, Endpoint>> endpoints = new EnumMap<>(Resource.class);

  void add(
      HttpMethod method, Resource resource, ErrorForm form, Endpoint.Work work, Right... anyOf) {
    endpoints
        .computeIfAbsent(resource, any -> new HashMap<>())
        .put(method, new Endpoint(List.of(anyOf), form, work));
  }

  Endpoint find(HttpMethod method, Resource resource) {
    var ofResource = endpoints.get(resource);
    if (ofResource == null) {
      throw new HubFailure(Code.RESOURCE_NOT_FOUND, "No such resource");
    }
    var endpoint = ofResource.get(method);
    if (endpoint == null) {
      throw new HubFailure(Code.METHOD_NOT_ALLOWED, method + " is not possible here");
    }
    return endpoint;
  }
}
