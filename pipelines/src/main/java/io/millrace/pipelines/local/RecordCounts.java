package io.millrace.pipelines.local;

import io.millrace.models.validation.records.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many records were good and bad, and why.
 *
 * @param good records without an error
 * @param bad records with an error, or that could not be read
 * @param reasons how many records broke each rule, the most often broken first
 */
public record RecordCounts(long good, long bad, List<Reason> reasons) {
  /** The rule that a record breaks by not being readable. */
  public static final String UNREADABLE = "UNREADABLE";

  /** A rule, the feature for which it was broken, and in how many records. */
  public record Reason(String feature, String rule, String severity, long records) {}

  static RecordCounts none() {
    return new RecordCounts(0, 0, List.of());
  }

  RecordCounts plus(RecordCounts other) {
    Tally tally = new Tally();
    tally.add(this);
    tally.add(other);
    return tally.counts(good + other.good, bad + other.bad);
  }

  /** Counts the records that break each rule. */
  static final class Tally {
    private final Map<List<String>, Long> records =
        new TreeMap<>(
            Comparator.<List<String>, String>comparing(key -> key.get(0))
                .thenComparing(key -> key.get(1))
                .thenComparing(key -> key.get(2)));

    void add(Violation violation) {
      add(violation.feature(), violation.rule(), violation.severity().name(), 1);
    }

    void addUnreadable() {
      add("", UNREADABLE, "ERROR", 1);
    }

    void add(RecordCounts counts) {
      for (Reason reason : counts.reasons) {
        add(reason.feature, reason.rule, reason.severity, reason.records);
      }
    }

    private void add(String feature, String rule, String severity, long number) {
      records.merge(List.of(feature, rule, severity), number, Long::sum);
    }

    RecordCounts counts(long good, long bad) {
      List<Reason> reasons = new ArrayList<>();
      records.forEach(
          (key, number) -> reasons.add(new Reason(key.get(0), key.get(1), key.get(2), number)));
      reasons.sort(Comparator.comparingLong(Reason::records).reversed());
      return new RecordCounts(good, bad, List.copyOf(reasons));
    }
  }
}
