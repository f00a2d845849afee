// SPDX-License-Identifier: Apache-2.0
/**
 * Who may say what a device installs: signed manifests, the keys that count, and the checks that
 * name what is wrong. Pure: no Vert.x, no file, no clock; the CLI signs with the same records.
 */
@NullMarked
package io.firmcast.agent.manifest;

import org.jspecify.annotations.NullMarked;
