// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

/** A definition in which every field is used. */
final class Full {
  static final String DEFINITION =
      """
      {
        "description": "router 2.1.0",
        "firmware": {"fwPackageUri": "https://fw.example/router-2.1.0.bin", "version": "2.1.0",
                     "size": 1048576, "manifest": "c2lnbmVk"},
        "targets": {"condition": "tags.model = 'r1'", "compatible": "properties.reported.hw >= 2",
                    "exclude": ["sim-9"], "canaries": ["sim-1"], "membership": "dynamic"},
        "waves": [
          {"name": "canaries", "size": 10, "success": "100%", "errors": {"count": 1},
           "soak": "30m", "gate": true},
          {"size": "10%", "success": 95, "errors": {"share": "2.5%", "minimumSample": 40},
           "soak": "PT1H"},
          {"name": "all", "size": "100%"}],
        "pace": {"inFlight": 200, "parked": 50,
                 "rate": {"perMinute": 60, "factor": 2.0, "everySucceeded": 100,
                          "maximumPerMinute": 1000}},
        "windows": {
          "open": [{"cron": "0 22 * * mon-fri", "duration": "6h", "zone": "Europe/Berlin"}],
          "blackouts": [{"from": "2026-12-24", "to": "2027-01-01", "zone": "Europe/Berlin"}]},
        "schedule": {"start": "2026-12-01T00:00:00Z", "end": "2027-02-01T00:00:00Z",
                     "atEnd": "forceCancel"},
        "deadlines": {"start": "14d", "inProgress": "2h", "accepted": {"fixed": "5m"},
                      "downloading": {"timesP99": 3.0, "minimumSample": 30, "least": "2m"}},
        "retries": {"failed": 1, "rejected": 0, "busy": 3, "timedOut": 2, "unknown": 4,
                    "first": "5s", "most": "2m"},
        "delivery": "ladder",
        "onError": {"action": "rollBack",
                    "rollBackTo": {"fwPackageUri": "https://fw.example/router-2.0.0.bin",
                                   "version": "2.0.0", "manifest": "cGVybWl0"}},
        "whenTaken": "supersede",
        "approval": true,
        "analysis": {"property": "firmware.bootSeconds", "better": "lower", "effect": 2.5,
                     "alpha": 0.01, "control": 20, "minimumSample": 8}
      }
      """;

  private Full() {}
}
