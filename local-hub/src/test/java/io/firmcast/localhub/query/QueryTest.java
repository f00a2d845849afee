// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static final JsonObject DOCUMENT =
      new JsonObject(
          """
          {"deviceId":"d1","status":"enabled","version":5,"tags":{"site":"north","n":7,"f":1.5,
           "on":true,"odd-name":"x","o":{"k":1},"quote":"it's"},
           "properties":{"reported":{"t":"2026-02-01T00:00:00Z",
             "$metadata":{"t":{"$lastUpdated":"2026-03-01T10:00:00.0000000Z"}}}}}
          """);

  private final Paging paging = new Paging(Buffer.buffer("secret"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deviceId = 'd1'",
        "deviceId = \"d1\"",
        "tags.n = 7",
        "tags.n = 7.0",
        "tags.n = 0x7",
        "tags.n != 8",
        "tags.n <> 8",
        "tags.n > 6 AND tags.n >= 7 and tags.n < 8 And tags.n <= 7",
        "tags.n = 1 OR tags.n = 7",
        "tags.n = 7 OR tags.n = 1 AND tags.n = 2",
        "NOT tags.n = 8",
        "NOT NOT tags.n = 7",
        "tags.n = 0X7 AND tags.f = 0.15e1",
        "endsWith(tags.site, 'th') = true",
        "StartsWith('northern', tags.site)",
        "(IS_DEFINED(tags.[[odd-name]]))",
        "tags.n Nin [8, 'x', null, undefined, -1.5, 0xff]",
        "tags.[[site]] = 'n\\u006Frth' AND tags.site = \"north\"",
        "tags.n = 7 AND undefined = undefined OR tags.n = 7",
        "NOT (tags.n = 8 OR tags.n = 9)",
        "tags.n + 1 = 8 AND tags.n * 2 - 4 = 10 AND tags.n % 4 = 3 AND tags.n / 2 = 3.5",
        "tags.n > -1",
        "tags.f > 1.4 AND tags.f < 15e-1 + 1",
        "tags.on = true",
        "tags.on",
        "NOT tags.on = false",
        "tags.site > 'a'",
        "tags.site IN ['south', 'north']",
        "tags.n in [1, 7]",
        "tags.site NIN ['south']",
        "is_defined(tags.site)",
        "IS_DEFINED(tags.o.k)",
        "NOT is_defined(tags.none)",
        "STARTSWITH(tags.site, 'no')",
        "endswith(tags.site, 'th')",
        "tags.[[odd-name]] = 'x'",
        "tags.quote = 'it\\'s'",
        "tags.quote = 'it\\u0027s'",
        "properties.reported.$metadata.t.$lastUpdated > '2026-01-01T00:00:00Z'",
        "properties.reported.t < '2026-02-02'"
      })
  void Q04_Q05_Q06_Q07_Q08_true_conditions_match(String condition) {
    assertThat(matches(condition)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tags.none = 1",
        "tags.none != 1",
        "NOT tags.none = 1",
        "tags.none IN [1]",
        "tags.none NIN [1]",
        "NOT STARTSWITH(tags.none, 'a')",
        "tags.site = 7",
        "tags.site != 7",
        "tags.n = '7'",
        "tags.on > false",
        "tags.o = 1",
        "tags.site = null",
        "tags.none = null",
        "tags.none = undefined",
        "tags.site",
        "tags.n / 0 > 1",
        "tags.none = 1 OR tags.n = 8",
        "tags.none = 1 AND tags.n = 7",
        "Tags.N = 7",
        "tags.n = [7]",
        "undefined = undefined",
        "null = undefined"
      })
  void Q09_what_cannot_be_decided_does_not_match(String condition) {
    assertThat(matches(condition)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM|13",
        "SELECT FROM devices|12",
        "SELECT * FROM nowhere|14",
        "SELECT * FROM devices WHERE a =|31",
        "SELECT * FROM devices WHERE STARTS_WITH(a, 'x')|28",
        "SELECT * FROM devices WHERE CONTAINS(a, 'x')|28",
        "SELECT * FROM devices WHERE a = 'x|32",
        "SELECT * FROM devices WHERE a ~ 1|30",
        "SELECT * FROM devices ORDER BY a|22",
        "SELECT * FROM devices WHERE (a = 1|34",
        "SELECT * FROM devices WHERE a IN [b]|34",
        "SELECT TOP 0 * FROM devices|11",
        "SELECT TOP x * FROM devices|11",
        "SELECT a FROM devices GROUP BY b|7",
        "SELECT * FROM devices GROUP BY b|7",
        "SELECT TOP 3 a, COUNT() FROM devices|13",
        "SELECT jobId FROM devices.jobs|7",
        "SELECT COUNT() FROM devices.jobs|7",
        "SELECT * FROM devices.jobs GROUP BY status|7",
        "SELECT * FROM devices WHERE a = 0x|32",
        "SELECT * FROM devices WHERE a = '\\q'|33",
        "SELECT * FROM devices WHERE a.[[b = 1|30",
        "SELECT * FROM devices WHERE a LIKE 'x'|30",
        "SELECT DISTINCT a FROM devices|16",
        "SELECT * FROM devices d JOIN x|22",
        "SELECT AVG() FROM devices|11",
        "SELECT * FROM devices; DROP TABLE x|21",
        "UPDATE devices|0"
      })
  void Q07_Q13_errors_tell_where(String text, int position) {
    assertThatThrownBy(() -> Query.parse(text))
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("position " + position + ":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTS_WITH", "ends_with", "CONTAINS", "Substring", "IS_STRING"})
  void Q07_functions_for_routing_are_refused_by_name(String function) {
    assertThatThrownBy(() -> Query.parse("SELECT * FROM devices WHERE " + function + "(a, 'x')"))
        .isInstanceOf(HubFailure.class)
        .hasMessageContaining("routing only");
  }

  @Test
  void jobs_are_asked_with_and_without_prefix() {
    var row =
        new FakeRow("j/d", json("{'jobId':'j','status':'completed','startTimeUtc':'2026-01'}"));

    for (var condition :
        List.of(
            "devices.jobs.jobId = 'j' AND devices.jobs.status = 'completed'",
            "jobId = 'j' and Devices.Jobs.startTimeUtc > '2016-09-01'")) {
      var query = Query.parse("SELECT * FROM devices.jobs WHERE " + condition);

      assertThat(query.source()).isEqualTo(Query.Source.JOBS);
      assertThat(query.matches(row)).isTrue();
    }
  }

  @Test
  void a_bare_condition_is_a_query_for_devices() {
    assertThat(Query.condition("*").matches(new FakeRow("d1", DOCUMENT))).isTrue();
    assertThat(Query.condition("tags.n = 7").matches(new FakeRow("d1", DOCUMENT))).isTrue();
    for (var bad : List.of("", "tags.n = 7 GROUP BY tags.n", "* AND tags.n = 7")) {
      assertThatThrownBy(() -> Query.condition(bad)).isInstanceOf(HubFailure.class);
    }
  }

  @Test
  void a_chain_as_long_as_a_query_may_be_is_evaluated() {
    assertThat(matches("1" + "+1".repeat(4000) + " > 4000")).isTrue();
    assertThat(matches("tags.n=7" + " OR 1=2".repeat(1000))).isTrue();
    assertThat(matches("tags.n=7" + " AND 1=1".repeat(900))).isTrue();
  }

  @Test
  void what_a_condition_demands_of_single_paths_is_told() {
    assertThat(lookups("tags.a = 1 AND (b IN ['x', null] AND 5 < PROPERTIES.Desired.C)"))
        .containsExactly(
            new Lookup.AnyOf(List.of("tags", "a"), List.of(1L)),
            new Lookup.AnyOf(List.of("b"), List.of("x")),
            new Lookup.Between(List.of("properties", "desired", "C"), 5L, null));
    assertThat(lookups("tags.a = 1 OR tags.b = 2")).isEmpty();
    assertThat(lookups("NOT tags.a AND tags.a != 1 AND tags.a = tags.b AND a NIN [1]")).isEmpty();
  }

  private static List<Lookup> lookups(String condition) {
    return Query.condition(condition).lookups();
  }

  @Test
  void a_condition_nested_without_end_is_refused_and_not_fatal() {
    for (var deep : List.of("(".repeat(4000) + "1", "NOT ".repeat(1900) + "tags.on")) {
      try {
        assertThat(Query.parse("SELECT * FROM devices WHERE " + deep)).isNotNull();
      } catch (HubFailure refused) {
        assertThat(refused).hasMessageContaining("nested too deep");
      }
    }
  }

  @Test
  void Q10_columns_have_their_alias_or_last_name_and_missing_ones_are_left_out() {
    var rows =
        run(
            "SELECT deviceId AS id, tags.site, tags.none, tags.o, 1 + 1 AS two, 1/2 AS half FROM devices");

    assertThat(rows.get(0).encode())
        .isEqualTo("{\"id\":\"d1\",\"site\":\"north\",\"o\":{\"k\":1},\"two\":2,\"half\":0.5}");
  }

  @Test
  void Q11_aggregates_by_group() {
    var rows =
        fleet(
            "SELECT tags.s AS site, COUNT() AS n, AVG(tags.v) AS avg, SUM(tags.v) AS sum,"
                + " MIN(tags.v) AS min, MAX(tags.v) AS max FROM devices GROUP BY tags.s",
            "{'s':'a','v':1}",
            "{'s':'b','v':5}",
            "{'s':'a','v':2}",
            "{'v':9}",
            "{'s':'b'}");

    assertThat(rows)
        .containsExactly(
            json("{'site':'a','n':2,'avg':1.5,'sum':3,'min':1,'max':2}"),
            json("{'site':'b','n':2,'avg':5.0,'sum':5,'min':5,'max':5}"),
            json("{'n':1,'avg':9.0,'sum':9,'min':9,'max':9}"));
  }

  @Test
  void Q11_without_groups_there_is_one_row_even_of_nothing() {
    assertThat(fleet("SELECT COUNT() AS n FROM devices WHERE tags.v > 100", "{'v':1}"))
        .containsExactly(json("{'n':0}"));
    assertThat(fleet("SELECT COUNT() FROM devices", "{'v':1}", "{'v':2}"))
        .containsExactly(json("{'$1':2}"));
  }

  @Test
  void Q01_Q02_Q12_pages_give_each_row_once_and_no_token_at_the_end() {
    for (int top = 1; top <= 8; top++) {
      var seen = pages("SELECT TOP " + top + " * FROM devices", 2, 6);

      assertThat(seen).hasSize(Math.min(top, 6)).doesNotHaveDuplicates().isSorted();
    }
  }

  private List<String> pages(String text, int size, int devices) {
    var query = Query.parse(text);
    var seen = new ArrayList<String>();
    String token = null;
    do {
      var page = paging.page(query, text, token, size, after -> numbered(after, devices));
      assertThat(page.rows().size()).isPositive();
      page.rows().forEach(row -> seen.add(((JsonObject) row).getString("id")));
      token = page.continuation();
    } while (token != null);
    return seen;
  }

  private static Stream<FakeRow> numbered(@Nullable String after, int devices) {
    return Stream.iterate(0, i -> i + 1)
        .limit(devices)
        .map(i -> new FakeRow("d" + i, new JsonObject().put("id", "d" + i)))
        .filter(row -> after == null || row.id().compareTo(after) > 0);
  }

  private static boolean matches(String condition) {
    return Query.parse("select * from devices where " + condition)
        .matches(new FakeRow("d1", DOCUMENT));
  }

  private List<JsonObject> run(String text) {
    return rows(text, after -> Stream.of(new FakeRow("d1", DOCUMENT)));
  }

  private List<JsonObject> fleet(String text, String... tags) {
    return rows(
        text,
        after -> Stream.of(tags).map(t -> new FakeRow("d", new JsonObject().put("tags", json(t)))));
  }

  private List<JsonObject> rows(
      String text, Function<@Nullable String, Stream<? extends Row>> source) {
    var page = paging.page(Query.parse(text), text, null, 100, source);
    return page.rows().stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  /** A row over plain JSON. */
  private record FakeRow(String id, JsonObject whole) implements Row {

    @Override
    public @Nullable Object at(List<String> path) {
      Object here = whole;
      for (var name : path) {
        here = here instanceof JsonObject object ? object.getValue(name) : null;
        if (here == null) {
          return null;
        }
      }
      return here;
    }
  }
}
