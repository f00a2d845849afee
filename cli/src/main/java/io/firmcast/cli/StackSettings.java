// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.localhub.LocalHubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * How the whole of Firmcast is started in one process.
 *
 * @param hub the local hub's address, ports and data
 * @param httpPort of the page, the feed and the API; 0 for any free one
 * @param origins of pages elsewhere that may call
 * @param managementPort of {@code /health}; 0 for any free one
 * @param data where the orchestrator keeps its updates
 * @param devices how many agents, {@code sim-0} and on
 */
public record StackSettings(
    LocalHubSettings hub,
    int httpPort,
    Set<String> origins,
    int managementPort,
    Path data,
    int devices,
    Duration phaseTime,
    LinkKind link) {}
