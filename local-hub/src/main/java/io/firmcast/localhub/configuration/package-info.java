// SPDX-License-Identifier: Apache-2.0
/**
 * Automatic device configurations: what a group of devices should have in its desired properties,
 * kept so while devices join and leave the group. Twins change through the registry only, and how a
 * configuration travels is the business of others.
 */
@NullMarked
package io.firmcast.localhub.configuration;

import org.jspecify.annotations.NullMarked;
