// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.firmcast.orchestrator.rollout.plan.Required;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record is made of. */
record Shape(Constructor<?> constructor, List<Field> fields) {

  /**
   * One component.
   *
   * @param isNullable whether it may be absent and is null then
   * @param fallback what it is where it is absent; null where it has to be there
   */
  record Field(
      String name, Type type, Method accessor, boolean isNullable, @Nullable Object fallback) {

    @Nullable Object of(Object holder) {
      try {
        return accessor.invoke(holder);
      } catch (ReflectiveOperationException recordsOfOursArePublic) {
        throw new IllegalStateException(recordsOfOursArePublic);
      }
    }
  }

  static Shape of(Class<?> type) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var defaults = defaults(type);
      return new Shape(
          type.getDeclaredConstructor(types),
          Arrays.stream(components).map(component -> field(component, defaults)).toList());
    } catch (NoSuchMethodException everyRecordHasOne) {
      throw new IllegalStateException(everyRecordHasOne);
    }
  }

  /**
   * The record of these components, in order.
   *
   * @throws RuntimeException what its constructor throws
   */
  Object make(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(refused);
    } catch (ReflectiveOperationException recordsOfOursArePublic) {
      throw new IllegalStateException(recordsOfOursArePublic);
    }
  }

  private static Field field(RecordComponent component, @Nullable Object defaults) {
    var isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    var plain =
        new Field(
            component.getName(),
            component.getGenericType(),
            component.getAccessor(),
            isNullable,
            null);
    if (defaults == null || isNullable || component.isAnnotationPresent(Required.class)) {
      return plain;
    }
    return new Field(plain.name, plain.type, plain.accessor, false, plain.of(defaults));
  }

  private static @Nullable Object defaults(Class<?> type) {
    try {
      return type.getField("DEFAULT").get(null);
    } catch (NoSuchFieldException none) {
      return null;
    } catch (IllegalAccessException recordsOfOursArePublic) {
      throw new IllegalStateException(recordsOfOursArePublic);
    }
  }
}
