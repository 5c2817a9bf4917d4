package io.millrace.pipelines.config;

import io.millrace.models.drift.detectors.ChangeDetectors;
import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An online detector of changes in a series of labelled examples' values.
 *
 * @param detector its name
 * @param on {@code error}, {@code label}, {@code prediction}, or a column of numbers
 * @param above the detector is shown whether a value is above it, 1 or 0; null: the value itself
 * @param slices the columns by which each slice is watched too, one or several crossed
 * @param parameters of the detector, by name
 */
public record DetectorSettings(
    String detector,
    String on,
    @Nullable Double above,
    List<List<String>> slices,
    Map<String, String> parameters) {
  /** What is watched that is not a column. */
  public static final String ERROR = "error";

  private static final List<String> SERIES = List.of(ERROR, "label", "prediction");
  private static final Kind<String> NAME =
      Kind.TEXT
          .where(
              name -> ChangeDetectors.names().contains(name),
              "one of " + String.join(", ", ChangeDetectors.names()))
          .hinting(name -> Spelling.hint(name, ChangeDetectors.names()));

  public DetectorSettings {
    slices = slices.stream().map(List::copyOf).toList();
    parameters = Map.copyOf(parameters);
  }

  /** Reads the list {@code detectors}; empty without one. */
  static List<DetectorSettings> readAll(
      Section drift, DeclaredColumns columns, Objective objective) {
    List<Section> items = drift.sections("detectors");
    List<DetectorSettings> detectors = new ArrayList<>();
    if (items != null) {
      items.forEach(item -> detectors.add(read(item, columns, objective)));
    }
    return detectors.stream().distinct().toList();
  }

  private static DetectorSettings read(Section item, DeclaredColumns columns, Objective objective) {
    String name = item.requiredOrNull("detector", NAME);
    Kind<String> numbers = columns.of(ColumnType.INT, ColumnType.FLOAT);
    Kind<String> series =
        Kind.TEXT.where(
            text -> SERIES.contains(text) || numbers.parse(text) != null,
            "error, label, prediction, or " + numbers.noun());
    String on = item.optional("on", series, ERROR);
    Double above = item.orNull("above", Kind.NUMBER);
    Section given = item.section("parameters");
    Map<String, String> parameters = given.values("<name>", Kind.ANY_TEXT);
    if (name != null) {
      checkParameters(item, given, name, parameters);
      boolean share = on.equals(ERROR) && objective instanceof Binary;
      if (isOfErrors(name) && !share && !item.has("above")) {
        item.missing("above", "a number: " + name + " takes 1 for values above it, 0 for others");
      }
    }
    return new DetectorSettings(
        name == null ? "" : name, on, above, Slices.read(item, "slices", columns), parameters);
  }

  private static boolean isOfErrors(String detector) {
    return ChangeDetectors.create(detector, Map.of()).errorsOnly();
  }

  /** Tells every parameter that is wrong by itself, or else that they are together. */
  private static void checkParameters(
      Section item, Section given, String detector, Map<String, String> parameters) {
    String together = problem(detector, parameters);
    if (together == null) {
      return;
    }
    boolean told = false;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String alone = problem(detector, Map.of(parameter.getKey(), parameter.getValue()));
      if (alone != null) {
        given.problem(parameter.getKey(), parameter.getValue(), expected(alone));
        told = true;
      }
    }
    if (!told) {
      item.problem("parameters", parameters.toString(), expected(together));
    }
  }

  private static @Nullable String problem(String detector, Map<String, String> parameters) {
    try {
      ChangeDetectors.create(detector, parameters);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** What stands in the parentheses of a message {@code name: value (expected: what)}. */
  private static String expected(String message) {
    int at = message.indexOf("(expected: ");
    return at < 0 ? message : message.substring(at + 11, message.length() - 1);
  }
}
