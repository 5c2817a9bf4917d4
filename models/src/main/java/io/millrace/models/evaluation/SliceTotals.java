package io.millrace.models.evaluation;

import io.millrace.models.evaluation.confidence.Estimate;
import io.millrace.models.evaluation.confidence.Resampling;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.metrics.Metric;
import io.millrace.models.evaluation.metrics.MetricState;
import io.millrace.models.evaluation.metrics.MetricTable;
import io.millrace.models.evaluation.metrics.StateKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All sums over the rows of one slice. Mergeable; not thread-safe. */
final class SliceTotals {
  private final EvaluationSpec spec;
  private final Map<StateKind<?>, Resamples<?>> sums = new LinkedHashMap<>();
  private final long[] rowsByPart;
  private double weight;

  SliceTotals(EvaluationSpec spec) {
    this.spec = spec;
    this.rowsByPart = new long[ResampledRows.parts(spec.confidence())];
    spec.metrics().forEach(metric -> start(metric.state()));
    spec.tables().forEach(table -> start(table.state()));
  }

  private <S extends MetricState<S>> void start(StateKind<S> kind) {
    if (!sums.containsKey(kind)) {
      sums.put(kind, Resamples.start(kind, spec.confidence()));
    }
  }

  /** Adds usable rows in the order of their jackknife groups. */
  void add(Evaluated rows) {
    ResampledRows resampled = ResampledRows.of(rows, spec.confidence());
    for (int part = 0; part < rowsByPart.length; part++) {
      rowsByPart[part] += resampled.to(part) - resampled.from(part);
    }
    for (double rowWeight : rows.weights()) {
      weight += rowWeight;
    }
    for (Resamples<?> sum : sums.values()) {
      sum.add(resampled);
    }
  }

  void merge(SliceTotals other) {
    for (int part = 0; part < rowsByPart.length; part++) {
      rowsByPart[part] += other.rowsByPart[part];
    }
    weight += other.weight;
    other.sums.forEach(
        (kind, theirs) -> {
          Resamples<?> ours = sums.get(kind);
          if (ours != null) {
            ours.merge(theirs);
          }
        });
  }

  SliceResult result() {
    Map<StateKind<?>, Resamples.Resolved<?>> resolved = new LinkedHashMap<>();
    sums.forEach((kind, sum) -> resolved.put(kind, sum.resolve(rowsByPart)));
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (Metric<?> metric : spec.metrics()) {
      metrics.put(metric.name(), estimate(metric, resolved));
    }
    Map<String, List<Map<String, Double>>> tables = new LinkedHashMap<>();
    for (MetricTable<?> table : spec.tables()) {
      tables.put(table.name(), rows(table, resolved));
    }
    return new SliceResult(rows(), weight, metrics, tables);
  }

  private long rows() {
    if (spec.confidence().resampling() == Resampling.BOOTSTRAP) {
      return rowsByPart[0];
    }
    long rows = 0;
    for (long part : rowsByPart) {
      rows += part;
    }
    return rows;
  }

  @SuppressWarnings("unchecked") // The sums of a kind are of that kind.
  private <S extends MetricState<S>> Estimate estimate(
      Metric<S> metric, Map<StateKind<?>, Resamples.Resolved<?>> resolved) {
    Resamples.Resolved<S> sum =
        (Resamples.Resolved<S>) Objects.requireNonNull(resolved.get(metric.state()));
    double[] replicates = sum.replicates().stream().mapToDouble(metric::value).toArray();
    return new Estimate(metric.value(sum.all()), replicates, spec.confidence());
  }

  @SuppressWarnings("unchecked") // The sums of a kind are of that kind.
  private static <S extends MetricState<S>> List<Map<String, Double>> rows(
      MetricTable<S> table, Map<StateKind<?>, Resamples.Resolved<?>> resolved) {
    Resamples.Resolved<S> sum =
        (Resamples.Resolved<S>) Objects.requireNonNull(resolved.get(table.state()));
    return table.rows(sum.all());
  }

  void writeTo(DataOutput out) throws IOException {
    for (long rows : rowsByPart) {
      out.writeLong(rows);
    }
    out.writeDouble(weight);
    for (Resamples<?> sum : sums.values()) {
      sum.writeTo(out);
    }
  }

  static SliceTotals read(EvaluationSpec spec, DataInput in) throws IOException {
    SliceTotals read = new SliceTotals(spec);
    for (int part = 0; part < read.rowsByPart.length; part++) {
      read.rowsByPart[part] = in.readLong();
    }
    read.weight = in.readDouble();
    for (StateKind<?> kind : List.copyOf(read.sums.keySet())) {
      read.read(kind, in);
    }
    return read;
  }

  private <S extends MetricState<S>> void read(StateKind<S> kind, DataInput in) throws IOException {
    sums.put(kind, Resamples.read(kind, spec.confidence(), in));
  }
}
