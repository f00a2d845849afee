// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/devices/d,DEVICE,d",
    "/devices/a+b%,DEVICE,a+b%",
    "/devices/a%2Bb%23,DEVICE,a+b#",
    "/devices/query,QUERY,query",
    "/devices/d/modules,MODULES,d",
    "/devices/d/modules/m,MODULE,d/m",
    "/twins/d,TWIN,d",
    "/twins/methods,TWIN,methods",
    "/twins/d/methods,METHODS,d",
    "/twins/d/modules/m,MODULE_TWIN,d/m",
    "/twins/d/modules/m/methods,MODULE_METHODS,d/m",
    "/statistics/devices,DEVICE_STATISTICS,''",
    "/statistics/service,SERVICE_STATISTICS,''",
    "/,UNKNOWN,''",
    "/devices,DEVICES,''",
    "/jobs,BULK_JOBS,''",
    "/jobs/create,BULK_JOBS,create",
    "/jobs/v2/j,JOB,j",
    "/jobs/v2/j/cancel,JOB_CANCEL,j",
    "/jobs/v2/query,JOB_QUERY,''",
    "/configurations,CONFIGURATIONS,''",
    "/configurations/c,CONFIGURATION,c",
    "/configurations/testQueries,CONFIGURATION_TEST,''",
    "/devices/,DEVICES,''",
    "/devices//,UNKNOWN,''",
    "/devices/d/x,UNKNOWN,''",
    "/devices//modules/m,UNKNOWN,''",
    "/twins/d/methods/,METHODS,d",
    "/jobs/v2,UNKNOWN,''",
    "/jobs/v2/j/x,UNKNOWN,''",
    "/configurations/c/x,UNKNOWN,''",
    "/nothing,UNKNOWN,''"
  })
  void paths_name_resources(String path, Resource resource, String deviceId) {
    assertThat(RestPath.of(path)).isEqualTo(new RestPath(resource, deviceId));
  }
}
