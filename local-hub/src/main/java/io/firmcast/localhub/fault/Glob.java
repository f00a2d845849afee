// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

/**
 * A pattern of device ids: {@code *} stands for any text, {@code ?} for one character. Not a
 * regular expression, for their time can explode.
 */
record Glob(String pattern) {

  boolean matches(String text) {
    int at = 0;
    int star = -1;
    int resume = 0;
    int p = 0;
    while (at < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = at;
      } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(at))) {
        p++;
        at++;
      } else if (star >= 0) {
        // The last star takes one character more; those before it never need to.
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(p).chars().allMatch(rest -> rest == '*');
  }

  private static boolean fits(char wanted, char found) {
    return wanted == '?' || wanted == found;
  }
}
