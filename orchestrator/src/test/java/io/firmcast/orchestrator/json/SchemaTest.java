// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Required;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of rollout files says what the records say: neither more nor less. */
class SchemaTest {
  private static final Set<String> OF_THE_FILE = Set.of("id", "reason");
  private static final String LEAST =
      """
      {"firmware": {"fwPackageUri": "https://fw.example/a.bin"},
       "targets": {"condition": "tags.model = 'r1'"},
       "waves": [{"size": 10, "errors": {"share": "5%"}}],
       "pace": {"rate": {"perMinute": 60}},
       "windows": {"open": [{"cron": "0 22 * * *", "duration": "6h"}],
                   "blackouts": [{"from": "2026-12-24", "to": "2026-12-26"}]},
       "schedule": {}, "deadlines": {"applying": {}}, "retries": {}, "onError": {},
       "analysis": {"property": "boot", "effect": 1}}
      """;

  private final Schema schema = new Schema();
  private final RolloutJson records = new RolloutJson();

  @ParameterizedTest
  @MethodSource("records")
  void each_field_of_a_record_is_in_the_schema_and_back(Class<?> type) {
    var properties = fields(type);

    var names = new LinkedHashSet<>(properties.fieldNames());
    if (type == RolloutDefinition.class) {
      names.removeAll(OF_THE_FILE);
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(
            components(type).map(RecordComponent::getName).toList());
    assertThat(schema.of(type.getSimpleName()).getBoolean("additionalProperties")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("records")
  void what_a_record_requires_the_schema_requires(Class<?> type) {
    var required =
        components(type)
            .filter(it -> it.isAnnotationPresent(Required.class) || isUriOfFirmware(it))
            .map(RecordComponent::getName);

    assertThat(schema.of(type.getSimpleName()).getJsonArray("required", new JsonArray()))
        .containsExactlyInAnyOrderElementsOf(required.<Object>map(it -> it).toList());
  }

  @ParameterizedTest
  @MethodSource("records")
  void the_constants_of_an_enum_are_those_of_the_schema(Class<?> type) {
    components(type)
        .filter(it -> it.getType().isEnum())
        .forEach(
            it ->
                assertThat(field(type, it.getName()).getJsonArray("enum"))
                    .containsExactlyElementsOf(
                        Arrays.stream(it.getType().getEnumConstants())
                            .<Object>map(constant -> Names.of((Enum<?>) constant))
                            .toList()));
  }

  @Test
  void writing_each_default_down_changes_nothing() {
    var written = new JsonObject(LEAST);

    var count = fill("RolloutDefinition", written);

    assertThat(count).isGreaterThan(30);
    assertThat(records.definition(written)).isEqualTo(records.definition(new JsonObject(LEAST)));
    assertThat(schema.accepts(written)).isTrue();
  }

  @Test
  void a_definition_that_uses_every_field_is_accepted_by_both() {
    var full = new JsonObject(Full.DEFINITION);

    assertThat(schema.accepts(full)).isTrue();
    assertThat(schema.accepts(records.write(records.definition(full)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'firmware': {'fwPackageUri': 'u'}}",
        "{'firmware': {'fwPackageUri': 'u', 'epoch': 3}, 'targets': {'devices': ['a']}}",
        "{'firmware': {'fwPackageUri': 'u', 'version': 2.1}, 'targets': {'devices': ['a']}}",
        "{'firmware': {'fwPackageUri': 'u', 'sha256': 'ab'}, 'targets': {'devices': ['a']}}",
        "{'firmware': {'fwPackageUri': 'u'}, 'targets': {}}",
        "{'firmware': {'fwPackageUri': 'u'}, 'targets': {'devices': []}}",
        "{'firmware': {'fwPackageUri': 'u'}, 'targets': {'devices': ['a/b']}}",
        "{'firmware': {'fwPackageUri': 'u'}, 'targets': {'devices': ['a'], 'condition': 'b = 1'}}"
      })
  void a_definition_that_is_none_is_refused_by_both(String text) {
    refusedByBoth(new JsonObject(text.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'wave': []",
        "'waves': [{}]",
        "'waves': [{'size': 0}]",
        "'waves': [{'size': 'half'}]",
        "'waves': [{'size': 1, 'success': '101%'}]",
        "'waves': [{'size': 1, 'soak': '10 minutes'}]",
        "'waves': [{'size': 1, 'errors': {'count': 0}}]",
        "'pace': {'inFlight': 0}",
        "'pace': {'inFlight': 100001}",
        "'pace': {'parked': -1}",
        "'pace': {'rate': {}}",
        "'pace': {'rate': {'perMinute': 0}}",
        "'pace': {'rate': {'perMinute': 1, 'factor': 11}}",
        "'windows': {'open': [{'cron': '0 22 * *', 'duration': '6h'}]}",
        "'windows': {'blackouts': [{'from': '24.12.2026', 'to': '2026-12-26'}]}",
        "'schedule': {'start': 'tomorrow'}",
        "'schedule': {'atEnd': 'panic'}",
        "'deadlines': {'applying': {'fixed': '5m', 'timesP99': 3}}",
        "'deadlines': {'applying': {'timesP99': 101}}",
        "'retries': {'failed': 11}",
        "'delivery': 'post'",
        "'onError': {'action': 'rollBack'}",
        "'onError': {'action': 'abort', 'rollBackTo': {'fwPackageUri': 'u'}}",
        "'approval': 'yes'",
        "'analysis': {'property': 'boot'}",
        "'analysis': {'property': 'boot', 'effect': 0}",
        "'analysis': {'property': 'boot', 'effect': 1, 'alpha': 0.6}",
        "'analysis': {'property': 'boot', 'effect': 1, 'control': 1}"
      })
  void a_part_outside_its_limits_is_refused_by_both(String part) {
    refusedByBoth(
        new JsonObject(
            "{'firmware': {'fwPackageUri': 'u'}, 'targets': {'devices': ['a']}, ".replace('\'', '"')
                + part.replace('\'', '"')
                + "}"));
  }

  static Stream<Class<?>> records() {
    var found = new LinkedHashSet<Class<?>>();
    find(RolloutDefinition.class, found);
    return found.stream();
  }

  private void refusedByBoth(JsonObject definition) {
    assertThat(schema.accepts(definition)).isFalse();
    assertThatThrownBy(() -> records.definition(definition)).isInstanceOf(BadDefinition.class);
  }

  private static void find(Type type, Set<Class<?>> found) {
    if (type instanceof ParameterizedType list) {
      find(list.getActualTypeArguments()[0], found);
    } else if (type instanceof Class<?> plain
        && plain.isRecord()
        && !Texts.isText(plain)
        && found.add(plain)) {
      components(plain).forEach(component -> find(component.getGenericType(), found));
    }
  }

  /** Puts each default of the schema where the document has nothing; the number of them. */
  private int fill(String name, JsonObject document) {
    var count = 0;
    for (var entry : schema.of(name).getJsonObject("properties")) {
      if (!(entry.getValue() instanceof JsonObject field)) {
        continue;
      }
      var present = document.getValue(entry.getKey());
      if (present != null) {
        count += below(field, present);
      } else if (field.containsKey("default")) {
        document.put(entry.getKey(), field.getValue("default"));
        count++;
      }
    }
    return count;
  }

  private int below(JsonObject field, Object present) {
    if (present instanceof JsonObject object) {
      return fill(name(field), object);
    }
    return present instanceof JsonArray array && field.containsKey("items")
        ? array.stream()
            .filter(JsonObject.class::isInstance)
            .mapToInt(item -> fill(name(field.getJsonObject("items")), (JsonObject) item))
            .sum()
        : 0;
  }

  private static String name(JsonObject reference) {
    return reference.getString("$ref").replace("#/$defs/", "");
  }

  private JsonObject fields(Class<?> type) {
    return schema.of(type.getSimpleName()).getJsonObject("properties");
  }

  private JsonObject field(Class<?> type, String name) {
    return fields(type).getJsonObject(name);
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return List.of(type.getRecordComponents()).stream();
  }

  /** The contract knows no annotations of ours. */
  private static boolean isUriOfFirmware(RecordComponent component) {
    return component.getDeclaringRecord() == FirmwareUpdate.class
        && component.getName().equals("fwPackageUri");
  }
}
