package io.millrace.models.drift.detectors;

import java.io.DataInput;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * One kind of detector.
 *
 * @param name its name in configurations and states, such as {@code adwin}
 * @param version of the form of its state
 * @param errorsOnly whether values are errors, in 0..1, or any numbers
 * @param parameters its parameters' forms, with the defaults
 */
record DetectorKind<P extends Record>(
    String name,
    int version,
    boolean errorsOnly,
    ParameterRecord<P> parameters,
    Function<P, ChangeRule> rule) {

  static <P extends Record> DetectorKind<P> ofErrors(
      String name, P defaults, Function<P, ChangeRule> rule) {
    return new DetectorKind<>(name, 1, true, new ParameterRecord<>(name, defaults), rule);
  }

  static <P extends Record> DetectorKind<P> ofNumbers(
      String name, P defaults, Function<P, ChangeRule> rule) {
    return new DetectorKind<>(name, 1, false, new ParameterRecord<>(name, defaults), rule);
  }

  /** Whether the rule is made for this value. */
  boolean takes(double value) {
    return errorsOnly ? value >= 0 && value <= 1 : Double.isFinite(value);
  }

  ChangeDetector create(Map<String, ?> given) {
    P complete = parameters.with(given);
    return new ChangeDetector(this, complete, rule.apply(complete));
  }

  /** Reads the parameters and makes a detector that has not seen anything yet. */
  ChangeDetector read(DataInput in) throws IOException {
    P complete = parameters.read(in);
    return new ChangeDetector(this, complete, rule.apply(complete));
  }
}
