// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

/** What a path of the service API names. */
enum Resource {
  DEVICE,
  COMMANDS,
  TWIN,
  METHODS,
  MODULES,
  MODULE,
  MODULE_TWIN,
  MODULE_METHODS,
  QUERY,
  DEVICES,
  JOB,
  JOB_CANCEL,
  JOB_QUERY,
  BULK_JOBS,
  CONFIGURATION,
  CONFIGURATIONS,
  CONFIGURATION_TEST,
  DEVICE_STATISTICS,
  SERVICE_STATISTICS,
  UNKNOWN
}
