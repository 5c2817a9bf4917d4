package io.millrace.pipelines.training;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples to train on, and examples to compare models on, which no model was trained on.
 *
 * @param training batches with the label as a column
 * @param heldOut batches with the label as a column
 */
public record Split(List<ColumnBatch> training, List<ColumnBatch> heldOut) {

  public Split {
    training = List.copyOf(training);
    heldOut = List.copyOf(heldOut);
  }

  /**
   * Holds out a share of the rows whose event time is {@code from} or later: those whose record id
   * hashes below it. The same rows are held out every time, for every model.
   *
   * @param share above 0 and below 1
   * @param seed another seed holds out other rows
   */
  public static Split byHash(List<ColumnBatch> examples, Instant from, double share, long seed) {
    List<ColumnBatch> training = new ArrayList<>();
    List<ColumnBatch> heldOut = new ArrayList<>();
    long firstMilli = from.toEpochMilli();
    for (ColumnBatch batch : examples) {
      int[] kept = new int[batch.rows()];
      int[] out = new int[batch.rows()];
      int keptCount = 0;
      int outCount = 0;
      for (int row = 0; row < batch.rows(); row++) {
        boolean hold = batch.eventTime(row) >= firstMilli && unit(batch.ids(), row, seed) < share;
        if (hold) {
          out[outCount++] = row;
        } else {
          kept[keptCount++] = row;
        }
      }
      if (keptCount > 0) {
        training.add(batch.select(kept, keptCount));
      }
      if (outCount > 0) {
        heldOut.add(batch.select(out, outCount));
      }
    }
    return new Split(training, heldOut);
  }

  /** A number in [0, 1) that depends on the id and the seed alone (FNV-1a, then SplitMix64). */
  private static double unit(BytesColumn ids, int row, long seed) {
    long hash = 0xcbf29ce484222325L ^ seed;
    for (int at = ids.byteStart(row); at < ids.byteEnd(row); at++) {
      hash = (hash ^ (ids.bytes()[at] & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return ((hash ^ (hash >>> 31)) >>> 11) * 0x1.0p-53;
  }

  static long rows(List<ColumnBatch> batches) {
    return batches.stream().mapToLong(ColumnBatch::rows).sum();
  }

  /** The labels of batches of examples, one behind the other. */
  static double[] labels(List<ColumnBatch> batches) {
    double[] labels = new double[Math.toIntExact(rows(batches))];
    int at = 0;
    for (ColumnBatch batch : batches) {
      if (!(batch.column(ExampleCodec.LABEL) instanceof FloatColumn column)) {
        throw new IllegalArgumentException(
            "column: " + ExampleCodec.LABEL + " (expected: a FLOAT column of the examples)");
      }
      System.arraycopy(column.values(), 0, labels, at, batch.rows());
      at += batch.rows();
    }
    return labels;
  }
}
