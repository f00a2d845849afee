// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import org.jspecify.annotations.Nullable;

/** What a link could not do, and why; the message is a sentence for people. */
public final class LinkException extends RuntimeException {
  private final Reason reason;

  /** What there is to do about it. */
  public enum Reason {
    /** The credentials were not accepted. */
    REFUSED,
    /** There is no connection, or it was lost meanwhile; the link is at it. */
    NOT_CONNECTED,
    /** No answer in time; it may have happened. */
    TIMED_OUT,
    /** The hub has too much to do, or an internal error: again, later. */
    BUSY,
    /** The hub will never take this request. */
    BAD_REQUEST
  }

  LinkException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** For adapters and fakes of other packages. */
  public static LinkException of(Reason reason, String message) {
    return new LinkException(reason, message, null);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The reason of a failure that came out of a link. */
  public static Reason reasonOf(Throwable failure) {
    return failure instanceof LinkException known ? known.reason : Reason.NOT_CONNECTED;
  }
}
