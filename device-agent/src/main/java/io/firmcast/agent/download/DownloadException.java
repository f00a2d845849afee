// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

/** The image is not here, and why. */
public final class DownloadException extends RuntimeException {

  /** How often it may be tried again. */
  enum Again {
    NEVER,
    /** It may have been the line's or a cache's mistake, but not many times in a row. */
    SELDOM,
    OFTEN
  }

  /** Why; {@link #code} is what the device reports. */
  public enum Reason {
    /** This device may not fetch from there. */
    NOT_ALLOWED("notAllowed", Again.NEVER),
    NO_SPACE("noSpace", Again.NEVER),
    /** The disk does not take or give it. */
    STORAGE("storage", Again.SELDOM),
    /** More or fewer bytes than were signed. */
    LENGTH("length", Again.SELDOM),
    HASH("hash", Again.SELDOM),
    SLOW_RETRIEVAL("slowRetrieval", Again.SELDOM),
    /** The server has nothing there for us. */
    REFUSED("unavailable", Again.SELDOM),
    /** The server or the way to it is in trouble. */
    UNAVAILABLE("unavailable", Again.OFTEN),
    /** The device stops; what is here is kept. */
    STOPPED("interrupted", Again.NEVER);

    private final String code;
    private final Again again;

    Reason(String code, Again again) {
      this.code = code;
      this.again = again;
    }

    /** As it stands in a report. */
    public String code() {
      return code;
    }

    Again again() {
      return again;
    }
  }

  private final Reason reason;

  /** The sentence is for people; programs read the reason. */
  public DownloadException(Reason reason, String sentence) {
    super(sentence, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Whatever else goes wrong on the way is the way's fault. */
  static DownloadException of(Throwable failure) {
    return failure instanceof DownloadException known
        ? known
        : new DownloadException(Reason.UNAVAILABLE, String.valueOf(failure.getMessage()));
  }
}
