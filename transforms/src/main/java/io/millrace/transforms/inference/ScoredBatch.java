package io.millrace.transforms.inference;

import io.millrace.models.data.BatchCodec;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.Predictions;
import io.millrace.transforms.coders.DataCoder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Rows with what one model version said of them.
 *
 * @param rows the rows that were predicted
 * @param predictions one row for each of them
 * @param model the model's name
 * @param version the model's version
 * @param predictedAt when the model was asked, in milliseconds since the epoch
 */
public record ScoredBatch(
    ColumnBatch rows, Predictions predictions, String model, long version, long predictedAt) {

  public static final DataCoder<ScoredBatch> CODER =
      DataCoder.of("ScoredBatch", ScoredBatch::write, ScoredBatch::read);

  public ScoredBatch {
    if (rows.rows() != predictions.rows()) {
      throw new IllegalArgumentException(
          "predictions: " + predictions.rows() + " (expected: " + rows.rows() + ", one a row)");
    }
  }

  /** The batch with only the first {@code count} of these rows. */
  public ScoredBatch select(int[] selected, int count) {
    return new ScoredBatch(
        rows.select(selected, count),
        predictions.select(selected, count),
        model,
        version,
        predictedAt);
  }

  private static void write(ScoredBatch batch, DataOutput out) throws IOException {
    BatchCodec.write(batch.rows, out);
    BatchCodec.writeColumns(batch.predictions.layout(), batch.predictions.outputs(), out);
    out.writeUTF(batch.model);
    out.writeLong(batch.version);
    out.writeLong(batch.predictedAt);
  }

  private static ScoredBatch read(DataInput in) throws IOException {
    ColumnBatch rows = BatchCodec.read(in);
    Layout outputs = BatchCodec.readLayout(in);
    Predictions predictions =
        new Predictions(outputs, BatchCodec.readColumns(outputs, in), rows.rows());
    return new ScoredBatch(rows, predictions, in.readUTF(), in.readLong(), in.readLong());
  }
}
