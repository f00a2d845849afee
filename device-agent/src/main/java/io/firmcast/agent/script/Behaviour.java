// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.contract.FirmwareStatus;
import java.time.Duration;

/** What is unusual about a device. */
sealed interface Behaviour {

  /** Each phase takes so many times as long. */
  record Slow(double factor) implements Behaviour {
    public Slow {
      if (!(factor >= 1 && factor <= 100_000)) {
        throw new IllegalArgumentException("factor must be 1 to 100000");
      }
    }
  }

  /** So long after its start it disconnects, and stays away for a time; once. */
  record Offline(Span after, Span lasting) implements Behaviour {}

  /** Each update fails in that phase, with that code. */
  record Fails(FirmwareStatus phase, String code) implements Behaviour {
    public Fails {
      if (code.isEmpty() || code.length() > 128) {
        throw new IllegalArgumentException("code must be 1 to 128 characters");
      }
    }
  }

  /** In that phase of each update it loses its power, for a time; so many times. */
  record Reboots(FirmwareStatus phase, Span down, long times) implements Behaviour {
    public Reboots {
      if (times < 1 || times > 100) {
        throw new IllegalArgumentException("times must be 1 to 100");
      }
    }
  }

  /** It reports another version than the one that it has completed. */
  record Lies(String version) implements Behaviour {
    public Lies {
      if (version.isEmpty() || version.length() > 128) {
        throw new IllegalArgumentException("version must be 1 to 128 characters");
      }
    }
  }

  /** Its clock is wrong. */
  record ClockSkew(Duration by) implements Behaviour {}

  /** It sends each report so many times. */
  record DuplicateReports(long count) implements Behaviour {
    public DuplicateReports {
      if (count < 2 || count > 100) {
        throw new IllegalArgumentException("count must be 2 to 100");
      }
    }
  }

  /** It does what a direct method asks, and never says so. */
  record NeverAnswers() implements Behaviour {}

  /** It does what a direct method asks, and says so later. */
  record AnswersLate(Span by) implements Behaviour {}
}
