package io.millrace.models.validation.records;

import io.millrace.models.validation.rules.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tensorflow.metadata.v0.AnomalyInfo;

/** The violations of a batch while they are found, feature by feature. Not thread-safe. */
final class Violations {
  private final Map<AnomalyInfo.Type, Severity> severities;
  private final List<Violation> found = new ArrayList<>();

  /** None yet; those of types without a severity are errors. */
  Violations(Map<AnomalyInfo.Type, Severity> severities) {
    this.severities = severities;
  }

  /** Takes note of a value. */
  void add(int row, String feature, String value, AnomalyInfo.Type rule, String expectation) {
    // A list of a million bad values is one violation.
    if (found.isEmpty() || !isLike(found.get(found.size() - 1), row, feature, rule.name())) {
      add(
          new Violation(
              row,
              feature,
              value,
              rule.name(),
              "expected: " + expectation,
              severities.getOrDefault(rule, Severity.ERROR)));
    }
  }

  void add(Violation violation) {
    found.add(violation);
  }

  /**
   * All of them by row, those of a row in the order of the features and their checks; a rule that
   * several values of a feature break is told once.
   */
  List<Violation> byRow() {
    if (found.isEmpty()) {
      return List.of();
    }
    found.sort(Comparator.comparingInt(Violation::row));
    List<Violation> told = new ArrayList<>(found.size());
    for (Violation violation : found) {
      if (!isTold(told, violation)) {
        told.add(violation);
      }
    }
    return told;
  }

  private static boolean isTold(List<Violation> told, Violation next) {
    for (int i = told.size() - 1; i >= 0 && told.get(i).row() == next.row(); i--) {
      if (isLike(told.get(i), next.row(), next.feature(), next.rule())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLike(Violation one, int row, String feature, String rule) {
    return one.row() == row && one.rule().equals(rule) && one.feature().equals(feature);
  }

  /** The rows that have a violation which is an error. */
  static BitSet refused(List<Violation> violations) {
    BitSet rows = new BitSet();
    for (Violation violation : violations) {
      if (violation.severity() == Severity.ERROR) {
        rows.set(violation.row());
      }
    }
    return rows;
  }
}
