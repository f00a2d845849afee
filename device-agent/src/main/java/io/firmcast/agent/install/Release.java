// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.manifest.Manifest;
import io.firmcast.contract.UpdateId;
import java.nio.file.Path;

/**
 * What is to be installed, under which key.
 *
 * @param image verified, in a file
 * @param manifestFile the manifest as it was signed, in a file
 */
public record Release(UpdateId updateId, Manifest manifest, Path image, Path manifestFile) {}
