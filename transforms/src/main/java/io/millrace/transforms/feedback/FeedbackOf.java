package io.millrace.transforms.feedback;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.Layout;
import io.millrace.transforms.inference.ScoredBatch;
import io.millrace.transforms.windows.TimestampSkew;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Takes batches apart into feedback by record id, each at its own event time: the one place where
 * rows become elements.
 */
public final class FeedbackOf<BatchT>
    extends PTransform<PCollection<BatchT>, PCollection<KV<String, Feedback>>> {
  private final DoFn<BatchT, KV<String, Feedback>> fn;

  private FeedbackOf(DoFn<BatchT, KV<String, Feedback>> fn) {
    this.fn = fn;
  }

  /**
   * Feedback of predicted rows.
   *
   * @param columns the columns to keep with each example
   * @param output the model's output that is the prediction
   */
  public static FeedbackOf<ScoredBatch> predictions(Layout columns, String output) {
    return new FeedbackOf<>(new ScoredFn(columns, output));
  }

  /** Feedback of rows that no model was asked about: version 0, prediction NaN. */
  public static FeedbackOf<ColumnBatch> history(Layout columns) {
    return new FeedbackOf<>(new HistoryFn(columns));
  }

  /** Feedback of labels; {@code column} holds the value. */
  public static FeedbackOf<ColumnBatch> labels(String column) {
    return new FeedbackOf<>(new LabelFn(column));
  }

  @Override
  public PCollection<KV<String, Feedback>> expand(PCollection<BatchT> batches) {
    return batches
        .apply("ByRecordId", ParDo.of(fn))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Feedback.CODER));
  }

  private abstract static class RowsFn<B> extends DoFn<B, KV<String, Feedback>> {
    static void output(
        ColumnBatch rows, int row, Feedback feedback, OutputReceiver<KV<String, Feedback>> out) {
      out.outputWithTimestamp(
          KV.of(rows.ids().string(row), feedback), new Instant(rows.eventTime(row)));
    }

    /** Rows may be older than the element that carries them. */
    @Override
    @SuppressWarnings("deprecation") // Beam has no successor for it yet.
    public Duration getAllowedTimestampSkew() {
      return TimestampSkew.ANY;
    }
  }

  private static final class ScoredFn extends RowsFn<ScoredBatch> {
    private final Layout columns;
    private final String output;

    ScoredFn(Layout columns, String output) {
      this.columns = columns;
      this.output = output;
    }

    @ProcessElement
    public void take(@Element ScoredBatch batch, OutputReceiver<KV<String, Feedback>> out) {
      ExampleCodec codec = new ExampleCodec(columns);
      ColumnBatch rows = batch.rows();
      int[] positions = codec.resolve(rows);
      double[] predictions = batch.predictions().floats(output);
      for (int row = 0; row < rows.rows(); row++) {
        byte[] example = codec.encode(rows, positions, row, predictions[row], batch.version());
        long time = rows.eventTime(row);
        output(
            rows, row, new Feedback.Scored(example, time, predictions[row], batch.version()), out);
      }
    }
  }

  private static final class HistoryFn extends RowsFn<ColumnBatch> {
    private final Layout columns;

    HistoryFn(Layout columns) {
      this.columns = columns;
    }

    @ProcessElement
    public void take(@Element ColumnBatch rows, OutputReceiver<KV<String, Feedback>> out) {
      ExampleCodec codec = new ExampleCodec(columns);
      int[] positions = codec.resolve(rows);
      for (int row = 0; row < rows.rows(); row++) {
        byte[] example = codec.encode(rows, positions, row, Double.NaN, 0);
        output(rows, row, new Feedback.Scored(example, rows.eventTime(row), Double.NaN, 0), out);
      }
    }
  }

  private static final class LabelFn extends RowsFn<ColumnBatch> {
    private final String column;

    LabelFn(String column) {
      this.column = column;
    }

    @ProcessElement
    public void take(@Element ColumnBatch rows, OutputReceiver<KV<String, Feedback>> out) {
      Column values = rows.column(column);
      for (int row = 0; row < rows.rows(); row++) {
        double value = values == null ? Double.NaN : value(values, row);
        output(rows, row, new Feedback.Label(value, rows.eventTime(row)), out);
      }
    }

    /** The row's value; NaN, which no valid range holds, where it has none. */
    private static double value(Column column, int row) {
      int at = column.valueStart(row);
      if (at == column.valueEnd(row)) {
        return Double.NaN;
      }
      if (column instanceof IntColumn ints) {
        return ints.value(at);
      }
      return column instanceof FloatColumn floats ? floats.value(at) : Double.NaN;
    }
  }
}
