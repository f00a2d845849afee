// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

/** Which images fit this device: both words must be those of the manifest. */
public record Hardware(String model, String revision) {}
