// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** What can go wrong. */
public enum FaultKind {
  DROP_METHOD_ANSWER("The device executes a method, but its answer is lost: 504101."),
  DUPLICATE_METHOD("A method is delivered 'count' times; the first answer counts.", "count", "2"),
  DELAY_METHOD("A method reaches the device 'time' later.", "time", "1s"),
  LATE_METHODS("For 'time' after a connect, methods find the device offline.", "time", "5s"),
  DROP_DESIRED("A notification of desired properties is not sent."),
  COALESCE_DESIRED("Of all notifications within 'time' only the last is sent.", "time", "1s"),
  REST_ERROR("A service request does nothing and gets 'status'.", "status", "429"),
  TWIN_ERROR("A device's twin request does nothing and gets 'status'.", "status", "429"),
  REFUSE_CONNECT("A CONNECT is answered with 3, server unavailable."),
  KILL_CONNECTION("A connection is cut, asked again each 'time'.", "time", "10s"),
  EXPIRE_TOKEN("A connection's token is over, asked again each 'time'.", "time", "10s"),
  QUERY_LAG("Queries see all changes 'time' later.", "time", "3s-10s");

  /** The parameter of kinds that have none. */
  static final String NO_PARAMETER = "";

  private final String sentence;
  private final String parameter;
  private final String usual;

  FaultKind(String sentence) {
    this(sentence, NO_PARAMETER, "");
  }

  FaultKind(String sentence, String parameter, String usual) {
    this.sentence = sentence;
    this.parameter = parameter;
    this.usual = usual;
  }

  /** As it is written in rules: {@code drop-method-answer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it does, in one sentence. */
  public String sentence() {
    return sentence;
  }

  /** The name of the one parameter it has, {@code time}, {@code count} or {@code status}, or "". */
  public String parameter() {
    return parameter;
  }

  /** The parameter's value where a rule does not say. */
  public String usual() {
    return usual;
  }

  /** Whether it goes wrong by itself, again each time the rule's time has passed. */
  boolean repeats() {
    return this == KILL_CONNECTION || this == EXPIRE_TOKEN;
  }

  /** Reads {@link #text()}; refuses anything else. */
  public static FaultKind of(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of %s"
                        .formatted(
                            text,
                            Arrays.stream(values()).map(FaultKind::text).collect(joining(", ")))));
  }
}
