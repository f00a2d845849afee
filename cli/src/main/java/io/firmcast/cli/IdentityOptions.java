// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Identity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which device, or which module of it. */
final class IdentityOptions {

  @Option(
      names = {"-d", "--device-id"},
      required = true,
      paramLabel = "ID",
      description = "The device.")
  private String device = "";

  @Option(
      names = {"-m", "--module-id"},
      paramLabel = "ID",
      description = "A module of it.")
  private @Nullable String module;

  Identity identity() {
    return identity(device, module);
  }

  static Identity identity(String device, @Nullable String module) {
    try {
      return new Identity(new DeviceId(device), module);
    } catch (BadMessage wrong) {
      var flag = wrong.pointer().equals("/moduleId") ? "--module-id" : "--device-id";
      throw new CliFailure(Exit.USAGE, "%s %s.".formatted(flag, wrong.reason()));
    }
  }

  /** As it is written on a command line. */
  static String flags(Identity identity) {
    var device = "-d " + identity.deviceId();
    return identity.isModule() ? device + " -m " + identity.moduleId() : device;
  }
}
