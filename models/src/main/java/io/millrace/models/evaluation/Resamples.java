package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.MetricState;
import io.millrace.models.evaluation.metrics.StateKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of sums over the rows of a slice, kept so that its figures can be taken of every
 * resample: a state a jackknife group; or a state of all rows and one a bootstrap sample.
 */
final class Resamples<S extends MetricState<S>> {
  private final StateKind<S> kind;
  private final Confidence confidence;
  private final List<S> states;

  /**
   * The sums that figures are made of.
   *
   * @param all over all rows
   * @param replicates over each resample
   */
  record Resolved<S>(S all, List<S> replicates) {}

  private Resamples(StateKind<S> kind, Confidence confidence, List<S> states) {
    this.kind = kind;
    this.confidence = confidence;
    this.states = states;
  }

  static <S extends MetricState<S>> Resamples<S> start(StateKind<S> kind, Confidence confidence) {
    List<S> states = new ArrayList<>();
    for (int part = 0; part < ResampledRows.parts(confidence); part++) {
      states.add(kind.start());
    }
    return new Resamples<>(kind, confidence, states);
  }

  void add(ResampledRows rows) {
    for (int part = 0; part < states.size(); part++) {
      int from = rows.from(part);
      int to = rows.to(part);
      if (from < to) {
        states.get(part).add(rows.rows(part), from, to);
      }
    }
  }

  @SuppressWarnings("unchecked") // Resamples of the same evaluation's specification, kind by kind.
  void merge(Resamples<?> other) {
    for (int part = 0; part < states.size(); part++) {
      states.get(part).merge((S) other.states.get(part));
    }
  }

  /**
   * The sums of all rows and of each resample.
   *
   * @param rowsByPart how many rows each part has: a group without any is no resample
   */
  Resolved<S> resolve(long[] rowsByPart) {
    if (confidence.resampling() != Resampling.JACKKNIFE) {
      return new Resolved<>(states.get(0), states.subList(1, states.size()));
    }
    // Each group's complement is what stands before it and what stands behind it.
    List<S> behind = new ArrayList<>();
    S suffix = kind.start();
    for (int part = states.size() - 1; part >= 0; part--) {
      behind.add(0, suffix);
      suffix = sum(states.get(part), suffix);
    }
    List<S> replicates = new ArrayList<>();
    S prefix = kind.start();
    for (int part = 0; part < states.size(); part++) {
      if (rowsByPart[part] > 0) {
        replicates.add(sum(prefix, behind.get(part)));
      }
      prefix.merge(states.get(part));
    }
    return new Resolved<>(prefix, replicates);
  }

  private S sum(S first, S second) {
    S sum = kind.start();
    sum.merge(first);
    sum.merge(second);
    return sum;
  }

  void writeTo(DataOutput out) throws IOException {
    for (S state : states) {
      state.writeTo(out);
    }
  }

  static <S extends MetricState<S>> Resamples<S> read(
      StateKind<S> kind, Confidence confidence, DataInput in) throws IOException {
    List<S> states = new ArrayList<>();
    for (int part = 0; part < ResampledRows.parts(confidence); part++) {
      states.add(kind.read(in));
    }
    return new Resamples<>(kind, confidence, states);
  }
}
