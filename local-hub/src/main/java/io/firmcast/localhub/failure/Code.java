// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.failure;

/**
 * IoT Hub's error codes as far as this hub gives them, each with its HTTP status and its name on
 * the wire.
 */
public enum Code {
  INVALID_PROTOCOL_VERSION(400, 400001, "InvalidProtocolVersion"),
  INVALID_OPERATION(400, 400003, "InvalidOperation"),
  ARGUMENT_INVALID(400, 400004, "ArgumentInvalid"),
  FORMAT_ERROR(400, 400006, "IotHubFormatError"),
  DEVICE_DEFINED_TWICE(400, 400011, "DeviceDefinedMultipleTimes"),
  UNAUTHORIZED(401, 401002, "IotHubUnauthorizedAccess"),
  QUOTA_EXCEEDED(403, 403002, "IotHubQuotaExceeded"),
  // Section 10, uncertain: the number is that of the 413 of bulk requests; 403 is what Java reads
  // as too many devices.
  TOO_MANY_DEVICES(403, 413002, "TooManyDevices"),
  TOO_MANY_METHODS(403, 403800, "DeviceMaximumInflightMethodExceeded"),
  QUEUE_FULL(403, 403004, "DeviceMaximumQueueDepthExceeded"),
  DEVICE_NOT_FOUND(404, 404001, "DeviceNotFound"),
  RESOURCE_NOT_FOUND(404, 404000, "NotFound"),
  JOB_NOT_FOUND(404, 404002, "JobNotFound"),
  /** Section 4.7, inferred: the number; the SDKs see the status only. */
  CONFIGURATION_NOT_FOUND(404, 404012, "ConfigurationNotFound"),
  MODULE_NOT_FOUND(404, 404010, "ModuleNotFound"),
  DEVICE_NOT_ONLINE(404, 404103, "DeviceNotOnline"),
  DEVICE_CONNECTION_CLOSED(404, 404104, "DeviceConnectionClosedRemotely"),
  METHOD_NOT_ALLOWED(405, 405000, "MethodNotAllowed"),
  DEVICE_EXISTS(409, 409001, "DeviceAlreadyExists"),
  JOB_EXISTS(409, 409104, "JobAlreadyExists"),
  MODULE_EXISTS(409, 409301, "ModuleAlreadyExistsOnDevice"),
  /** Section 4.7, inferred: the number, as above. */
  CONFIGURATION_EXISTS(409, 409312, "ConfigurationAlreadyExists"),
  PRECONDITION_FAILED(412, 412001, "PreconditionFailed"),
  TOO_LARGE(413, 413001, "MessageTooLarge"),
  TOO_MANY_MODULES(413, 413003, "TooManyModulesOnDevice"),
  // The real hub's front answers these three itself; how is not known.
  TARGET_TOO_LONG(414, 414000, "RequestUriTooLong"),
  EXPECTATION_FAILED(417, 417000, "ExpectationFailed"),
  THROTTLED(429, 429001, "ThrottlingException"),
  THROTTLE_BACKLOG(429, 429002, "ThrottleBacklogLimitExceeded"),
  TOO_MANY_JOBS(429, 429004, "ThrottlingMaxActiveJobCountExceeded"),
  HEADERS_TOO_LARGE(431, 431000, "RequestHeadersTooLarge"),
  SERVER_ERROR(500, 500001, "ServerError"),
  NOT_IMPLEMENTED(501, 501000, "NotImplemented"),
  UNAVAILABLE(503, 503001, "ServiceUnavailable"),
  GATEWAY_TIMEOUT(504, 504101, "GatewayTimeout");

  private final int status;
  private final int number;
  private final String wireName;

  Code(int status, int number, String wireName) {
    this.status = status;
    this.number = number;
    this.wireName = wireName;
  }

  /** The HTTP status; also the three digits of a twin answer over MQTT. */
  public int status() {
    return status;
  }

  /** The six-digit code. */
  public int number() {
    return number;
  }

  /** The name as it stands in error bodies and in the header {@code iothub-errorcode}. */
  public String wireName() {
    return wireName;
  }
}
