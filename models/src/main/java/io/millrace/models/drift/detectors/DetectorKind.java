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
 * @param defaults its parameters where nothing else is said
 */
record DetectorKind<P extends Record>(
    String name, int version, P defaults, Function<P, ChangeRule> rule) {

  ChangeDetector create(Map<String, ?> parameters) {
    return create(ParameterRecord.with(name, defaults, parameters));
  }

  ChangeDetector create(P parameters) {
    return new ChangeDetector(this, parameters, rule.apply(parameters));
  }

  /** Reads the parameters and makes a detector that has not seen anything yet. */
  ChangeDetector read(DataInput in) throws IOException {
    return create(ParameterRecord.read(name, defaults, in));
  }
}
