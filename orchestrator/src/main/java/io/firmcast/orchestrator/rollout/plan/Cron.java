// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * When something begins, as the five fields of crontab(5): minute, hour, day of the month, month,
 * day of the week, each {@code *}, numbers, ranges and steps; where both days are restricted,
 * either will do. Names of months and days are allowed. It knows nothing of time zones.
 */
public record Cron(String text) {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  public Cron {
    Fields.of(text);
  }

  Fields fields() {
    return Fields.of(text);
  }

  @Override
  public String toString() {
    return text;
  }

  /** The same, taken apart; days of the week count from Sunday, 0. */
  record Fields(
      BitSet minutes,
      BitSet hours,
      BitSet days,
      BitSet months,
      BitSet weekdays,
      boolean eitherDay) {

    static Fields of(String text) {
      var parts = text.strip().split("\\s+", -1);
      if (parts.length != 5) {
        throw bad("must have five fields: minute hour day month weekday");
      }
      var weekdays = set(parts[4], 0, 7, DAYS, 0);
      weekdays.set(0, weekdays.get(0) || weekdays.get(7));
      return new Fields(
          set(parts[0], 0, 59, List.of(), 0),
          set(parts[1], 0, 23, List.of(), 0),
          set(parts[2], 1, 31, List.of(), 0),
          set(parts[3], 1, 12, MONTHS, 1),
          weekdays,
          !parts[2].startsWith("*") && !parts[4].startsWith("*"));
    }

    boolean matches(LocalDate day) {
      var byMonthDay = days.get(day.getDayOfMonth());
      var byWeekday = weekdays.get(day.getDayOfWeek().getValue() % 7);
      return months.get(day.getMonthValue())
          && (eitherDay ? byMonthDay || byWeekday : byMonthDay && byWeekday);
    }

    private static BitSet set(String field, int least, int most, List<String> names, int first) {
      var set = new BitSet();
      for (var item : field.split(",", -1)) {
        var stepped = item.split("/", -1);
        var range = stepped[0].equals("*") ? new String[] {"*"} : stepped[0].split("-", -1);
        if (stepped.length > 2 || range.length > 2) {
          throw bad("has a field that is not understood: " + field);
        }
        var step = stepped.length == 2 ? number(stepped[1], List.of(), 0) : 1;
        var from = range[0].equals("*") ? least : number(range[0], names, first);
        var single = range.length == 1 && stepped.length == 1 && !range[0].equals("*");
        var to = range.length == 2 ? number(range[1], names, first) : single ? from : most;
        if (step < 1 || from < least || to > most || from > to) {
          throw bad("has a field outside " + least + "-" + most + ": " + field);
        }
        for (var value = from; value <= to; value += step) {
          set.set(value);
        }
      }
      return set;
    }

    private static int number(String text, List<String> names, int first) {
      var named = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (named >= 0) {
        return named + first;
      }
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException notANumber) {
        throw bad("has something that is not a number: " + text);
      }
    }

    private static BadDefinition bad(String reason) {
      return new BadDefinition(List.of(new Flaw("", reason)));
    }
  }
}
