package io.millrace.models.drift.detectors;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A record of parameters, each a double, an int, a long or an enum, beside its form in a
 * configuration (a map by names such as {@code minimum_values}) and in bytes.
 */
final class ParameterRecord<P extends Record> {
  private final String owner;
  private final P defaults;
  private final Constructor<P> constructor;
  private final Class<?>[] types;
  private final String[] names;
  private final Method[] accessors;

  /**
   * @param owner whose parameters they are, for messages
   */
  ParameterRecord(String owner, P defaults) {
    this.owner = owner;
    this.defaults = defaults;
    RecordComponent[] components = defaults.getClass().getRecordComponents();
    types = new Class<?>[components.length];
    names = new String[components.length];
    accessors = new Method[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      names[i] = components[i].getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      accessors[i] = components[i].getAccessor();
    }
    @SuppressWarnings("unchecked") // the class of a P
    Class<P> type = (Class<P>) defaults.getClass();
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The defaults with the values that are given; an unknown name is an error. */
  P with(Map<String, ?> given) {
    Map<String, Object> values = toMap(defaults);
    for (Map.Entry<String, ?> entry : given.entrySet()) {
      if (!values.containsKey(entry.getKey())) {
        throw new IllegalArgumentException(
            owner + ": " + entry.getKey() + " (expected: one of " + values.keySet() + ")");
      }
      values.put(entry.getKey(), entry.getValue());
    }
    Object[] arguments = values.values().toArray();
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = converted(i, arguments[i]);
    }
    return create(arguments);
  }

  /** The values by name, in the order of the record. */
  Map<String, Object> toMap(Record parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      values.put(names[i], valueOf(i, parameters));
    }
    return values;
  }

  void write(Record parameters, DataOutput out) throws IOException {
    for (int i = 0; i < types.length; i++) {
      Object value = valueOf(i, parameters);
      if (value instanceof Double number) {
        out.writeDouble(number);
      } else if (value instanceof Number number) {
        out.writeLong(number.longValue());
      } else {
        out.writeUTF(value.toString());
      }
    }
  }

  /** The parameters that {@link #write} wrote. */
  P read(DataInput in) throws IOException {
    Object[] arguments = new Object[types.length];
    try {
      for (int i = 0; i < types.length; i++) {
        if (types[i] == double.class) {
          arguments[i] = in.readDouble();
        } else if (types[i] == long.class) {
          arguments[i] = in.readLong();
        } else if (types[i] == int.class) {
          arguments[i] = Math.toIntExact(in.readLong());
        } else {
          arguments[i] = converted(i, in.readUTF());
        }
      }
      return create(arguments);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(owner + ", parameters: " + e.getMessage(), e);
    }
  }

  private P create(Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(owner + " " + refused.getMessage(), refused);
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object valueOf(int component, Record parameters) {
    try {
      return accessors[component].invoke(parameters);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object converted(int component, Object value) {
    Class<?> type = types[component];
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
    } catch (NumberFormatException e) {
      throw refusal(component, value, "a number of type " + type, e);
    }
    TreeSet<String> constants = new TreeSet<>();
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(text)) {
        return constant;
      }
      constants.add(constant.toString().toLowerCase(Locale.ROOT));
    }
    throw refusal(component, value, "one of " + constants, null);
  }

  private IllegalArgumentException refusal(
      int component, Object value, String expected, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        owner + " " + names[component] + ": " + value + " (expected: " + expected + ")", cause);
  }
}
