package io.millrace.models.drift.detectors;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A record of parameters, each a double, an int, a long or an enum, beside its form in a
 * configuration (a map by names such as {@code minimum_values}) and in bytes.
 */
final class ParameterRecord {
  private ParameterRecord() {}

  /** {@code defaults} with the values that are given; an unknown name is an error. */
  static <P extends Record> P with(String owner, P defaults, Map<String, ?> given) {
    Map<String, Object> values = toMap(defaults);
    for (Map.Entry<String, ?> entry : given.entrySet()) {
      if (!values.containsKey(entry.getKey())) {
        throw new IllegalArgumentException(
            owner + ": " + entry.getKey() + " (expected: one of " + values.keySet() + ")");
      }
      values.put(entry.getKey(), entry.getValue());
    }
    return create(owner, defaults, new ArrayList<>(values.values()));
  }

  /** The values by name, in the order of the record. */
  static Map<String, Object> toMap(Record parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : parameters.getClass().getRecordComponents()) {
      values.put(inConfiguration(component.getName()), valueOf(component, parameters));
    }
    return values;
  }

  /** Doubles as their bits, so that NaN and all digits stay; enums by name. */
  static void write(Record parameters, DataOutput out) throws IOException {
    Map<String, Object> values = toMap(parameters);
    out.writeByte(values.size());
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue().toString());
    }
  }

  static <P extends Record> P read(String owner, P defaults, DataInput in) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = in.readUnsignedByte(); i > 0; i--) {
      values.put(in.readUTF(), in.readUTF());
    }
    try {
      return with(owner, defaults, values);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static <P extends Record> P create(String owner, P defaults, List<Object> values) {
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = converted(owner, components[i], values.get(i));
    }
    try {
      @SuppressWarnings("unchecked") // the class of a P
      Class<P> type = (Class<P>) defaults.getClass();
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(owner + " " + refused.getMessage(), refused);
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object converted(String owner, RecordComponent component, Object value) {
    Class<?> type = component.getType();
    String text = value.toString().strip();
    try {
      if (type == double.class) {
        return Double.valueOf(text);
      }
      if (type == int.class) {
        return Integer.valueOf(text);
      }
      if (type == long.class) {
        return Long.valueOf(text);
      }
      for (Object constant : type.getEnumConstants()) {
        if (constant.toString().equalsIgnoreCase(text)) {
          return constant;
        }
      }
    } catch (NumberFormatException e) {
      throw refusal(owner, component, value, "a number of type " + type, e);
    }
    TreeSet<String> names = new TreeSet<>();
    for (Object constant : type.getEnumConstants()) {
      names.add(constant.toString().toLowerCase(Locale.ROOT));
    }
    throw refusal(owner, component, value, "one of " + names, null);
  }

  private static IllegalArgumentException refusal(
      String owner,
      RecordComponent component,
      Object value,
      String expected,
      @Nullable Throwable cause) {
    return new IllegalArgumentException(
        owner
            + " "
            + inConfiguration(component.getName())
            + ": "
            + value
            + " (expected: "
            + expected
            + ")",
        cause);
  }

  private static Object valueOf(RecordComponent component, Record parameters) {
    try {
      return component.getAccessor().invoke(parameters);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String inConfiguration(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
