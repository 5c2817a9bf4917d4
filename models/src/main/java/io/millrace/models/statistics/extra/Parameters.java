package io.millrace.models.statistics.extra;

import io.millrace.models.statistics.StatisticsOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters that the options give a generator. */
final class Parameters {
  private final String generator;
  private final Map<String, String> values;

  private Parameters(String generator, Map<String, String> values) {
    this.generator = generator;
    this.values = values;
  }

  /** Those of this generator, none if the options do not name it; all must be {@code known}. */
  static Parameters of(StatisticsOptions options, String generator, String... known) {
    Map<String, String> values = options.generators().getOrDefault(generator, Map.of());
    Set<String> names = Set.of(known);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!names.contains(entry.getKey())) {
        throw new IllegalArgumentException(
            "generators.%s.%s: %s (expected: a parameter of %s)"
                .formatted(generator, entry.getKey(), entry.getValue(), List.of(known)));
      }
    }
    return new Parameters(generator, values);
  }

  double number(String name, double standard, double min, double max) {
    String text = values.get(name);
    if (text == null) {
      return standard;
    }
    try {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a number", e);
    }
    throw wrong(name, text, min + ".." + max, null);
  }

  int count(String name, int standard, int min) {
    String text = values.get(name);
    if (text == null) {
      return standard;
    }
    try {
      int count = Integer.parseInt(text);
      if (count >= min) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a whole number", e);
    }
    throw wrong(name, text, ">= " + min, null);
  }

  boolean flag(String name) {
    String text = values.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong(name, text, "true or false", null);
    }
    return text.equals("true");
  }

  @Nullable String text(String name) {
    return values.get(name);
  }

  /** A list with commas in between; empty if it is not given. */
  List<String> list(String name) {
    String text = values.getOrDefault(name, "");
    return text.isBlank() ? List.of() : Arrays.stream(text.split(",")).map(String::trim).toList();
  }

  /** Numbers with commas in between. */
  double[] numbers(String name) {
    List<String> texts = list(name);
    double[] numbers = new double[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      try {
        numbers[i] = Double.parseDouble(texts.get(i));
      } catch (NumberFormatException e) {
        throw wrong(name, texts.get(i), "a number", e);
      }
    }
    return numbers;
  }

  IllegalArgumentException wrong(
      String name, @Nullable String text, String expected, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "generators.%s.%s: %s (expected: %s)".formatted(generator, name, text, expected), cause);
  }
}
