package io.millrace.transforms.evaluation;

import io.millrace.models.evaluation.Evaluation;
import io.millrace.models.evaluation.EvaluationResult;
import io.millrace.models.evaluation.EvaluationSpec;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An evaluation of each model version that predicted. Mergeable; changed in place, not thread-safe.
 */
public final class VersionEvaluations {
  private final EvaluationSpec spec;
  private final SortedMap<Long, Evaluation> versions = new TreeMap<>();

  /** No version yet. */
  VersionEvaluations(EvaluationSpec spec) {
    this.spec = spec;
  }

  /** The evaluations by version; mergeable with those of other windows. */
  public SortedMap<Long, Evaluation> versions() {
    return Collections.unmodifiableSortedMap(versions);
  }

  /** The figures so far, by version. */
  public SortedMap<Long, EvaluationResult> results() {
    SortedMap<Long, EvaluationResult> results = new TreeMap<>();
    versions.forEach((version, evaluation) -> results.put(version, evaluation.result()));
    return results;
  }

  Evaluation version(long version) {
    return versions.computeIfAbsent(version, v -> new Evaluation(spec));
  }

  void merge(VersionEvaluations other) {
    other.versions.forEach((version, evaluation) -> version(version).merge(evaluation));
  }

  /** A coder of evaluations of one specification, which is not written with each. */
  static DataCoder<VersionEvaluations> coder(EvaluationSpec spec) {
    return DataCoder.of(
        "VersionEvaluations " + spec, VersionEvaluations::write, in -> read(spec, in));
  }

  private static void write(VersionEvaluations evaluations, DataOutput out) throws IOException {
    out.writeInt(evaluations.versions.size());
    for (Map.Entry<Long, Evaluation> version : evaluations.versions.entrySet()) {
      out.writeLong(version.getKey());
      version.getValue().writeTo(out);
    }
  }

  private static VersionEvaluations read(EvaluationSpec spec, DataInput in) throws IOException {
    VersionEvaluations read = new VersionEvaluations(spec);
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      read.versions.put(in.readLong(), Evaluation.readFrom(spec, in));
    }
    return read;
  }
}
