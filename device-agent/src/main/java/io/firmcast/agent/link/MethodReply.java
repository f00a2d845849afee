// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.json.JsonObject;

/** What a device replies to a direct method: a status of its own choice and JSON. */
public record MethodReply(int status, JsonObject payload) {}
