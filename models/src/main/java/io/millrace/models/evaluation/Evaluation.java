package io.millrace.models.evaluation;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.evaluation.confidence.Confidence;
import io.millrace.models.evaluation.metrics.Evaluated;
import io.millrace.models.evaluation.slices.SliceKey;
import io.millrace.models.evaluation.slices.SliceRows;
import io.millrace.models.statistics.SlicedStatistics;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums up how good predictions are, slice by slice and resample by resample.
 *
 * <p>Mergeable in any order: evaluations of parts of the rows, merged, are the evaluation of all of
 * them, but for the rounding of sums; not thread-safe. Memory is bounded by slices, metrics and
 * resamples, not by rows. Rows without a label for the task, or without a weight, are counted and
 * left out of everything else.
 */
public final class Evaluation {
  /** The name of the slice with all rows. */
  public static final String OVERALL = SlicedStatistics.ALL_EXAMPLES;

  private static final SliceKey ALL = new SliceKey("", OVERALL);
  private static final int VERSION = 1;

  private final EvaluationSpec spec;
  private final SliceRows slicing;
  private final SortedMap<SliceKey, SliceTotals> slices = new TreeMap<>();
  private long unlabelled;
  private long weightless;

  public Evaluation(EvaluationSpec spec) {
    this.spec = spec;
    this.slicing = new SliceRows(spec.slices());
    slices.put(ALL, new SliceTotals(spec));
  }

  public EvaluationSpec spec() {
    return spec;
  }

  /**
   * Adds rows.
   *
   * @param columns the columns that slices go by; the same rows
   */
  public void add(ColumnBatch columns, Evaluated rows) {
    if (columns.rows() != rows.rows()) {
      throw new IllegalArgumentException(
          "columns: " + columns.rows() + " rows (expected: " + rows.rows() + ")");
    }
    int[] order = usableByGroup(rows);
    Evaluated usable = rows.select(order, order.length);
    slice(ALL).add(usable);
    if (!spec.slices().isEmpty()) {
      ColumnBatch sliced = only(columns).select(order, order.length);
      slicing.slice(sliced, (key, picked, count) -> slice(key).add(usable.select(picked, count)));
    }
  }

  /** Adds rows where there are no slices to find. */
  public void add(Evaluated rows) {
    if (!spec.slices().isEmpty()) {
      throw new IllegalArgumentException("columns: none (expected: those that slices go by)");
    }
    int[] order = usableByGroup(rows);
    slice(ALL).add(rows.select(order, order.length));
  }

  private ColumnBatch only(ColumnBatch columns) {
    Set<String> others = new HashSet<>();
    columns.layout().fields().forEach(field -> others.add(field.name()));
    others.removeAll(slicing.features());
    return columns.withoutOriginals().without(others);
  }

  private SliceTotals slice(SliceKey key) {
    return slices.computeIfAbsent(key, k -> new SliceTotals(spec));
  }

  /** The rows that can be measured, jackknife group by group, in their order within a group. */
  private int[] usableByGroup(Evaluated rows) {
    Confidence confidence = spec.confidence();
    int[] starts = new int[ResampledRows.parts(confidence) + 1];
    int[] groups = new int[rows.rows()];
    for (int row = 0; row < groups.length; row++) {
      groups[row] = -1;
      if (rows.isUsable(row, spec.task())) {
        groups[row] = ResampledRows.group(rows.keys()[row], confidence);
        starts[groups[row] + 1]++;
      } else if (spec.task().isLabel(rows.labels()[row], rows.outputs())) {
        weightless++;
      } else {
        unlabelled++;
      }
    }
    for (int group = 1; group < starts.length; group++) {
      starts[group] += starts[group - 1];
    }
    int[] order = new int[starts[starts.length - 1]];
    int[] next = Arrays.copyOf(starts, starts.length);
    for (int row = 0; row < groups.length; row++) {
      if (groups[row] >= 0) {
        order[next[groups[row]]++] = row;
      }
    }
    return order;
  }

  /** Adds everything in {@code other}, which stays as it is and has an equal specification. */
  public void merge(Evaluation other) {
    if (!other.spec.equals(spec)) {
      throw new IllegalArgumentException("evaluation: " + other.spec + " (expected: " + spec + ")");
    }
    other.slices.forEach((key, totals) -> slice(key).merge(totals));
    unlabelled += other.unlabelled;
    weightless += other.weightless;
  }

  /** The figures so far. */
  public EvaluationResult result() {
    Map<SliceKey, SliceResult> results = new LinkedHashMap<>();
    slices.forEach((key, totals) -> results.put(key, totals.result()));
    return new EvaluationResult(spec.task(), results, unlabelled, weightless);
  }

  /** Writes the sums in a versioned form; not the specification, which does not change. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(unlabelled);
    out.writeLong(weightless);
    out.writeInt(slices.size());
    for (Map.Entry<SliceKey, SliceTotals> slice : slices.entrySet()) {
      writeText(slice.getKey().rule(), out);
      writeText(slice.getKey().name(), out);
      slice.getValue().writeTo(out);
    }
  }

  /** Reads what {@link #writeTo} wrote of an evaluation of this specification. */
  public static Evaluation readFrom(EvaluationSpec spec, DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("evaluation version: " + version + " (expected: " + VERSION + ")");
    }
    Evaluation read = new Evaluation(spec);
    read.unlabelled = in.readLong();
    read.weightless = in.readLong();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      read.slices.put(new SliceKey(readText(in), readText(in)), SliceTotals.read(spec, in));
    }
    return read;
  }

  // Not writeUTF: a value may be longer than it takes.
  private static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
