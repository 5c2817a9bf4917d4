package io.millrace.pipelines.training;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.registry.DataWindow;
import io.millrace.pipelines.config.TrainingSettings.Holdout;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what each example is used for. Only its event time and its record id decide: the same rows
 * are on the same side every time, for every model, whatever else there is. Two rows with one id
 * are on the same side unless a span begins between them.
 *
 * @param window all examples
 * @param heldOut of the rows in the newest part of the window, those whose id hashes below the
 *     share
 * @param validation the same of the rows that are not held out; null for none
 * @param seed another seed sets other rows apart
 */
public record Division(
    DataWindow window, Holdout heldOut, @Nullable Holdout validation, long seed) {

  /** The side of a batch's row. */
  public Side side(ColumnBatch batch, int row) {
    long time = batch.eventTime(row);
    if (isOf(heldOut, time, batch.ids(), row, seed)) {
      return Side.HELD_OUT;
    }
    // With the same hash the validation rows would be those next to the held-out ones.
    return validation != null && isOf(validation, time, batch.ids(), row, seed + 1)
        ? Side.VALIDATION
        : Side.TRAINING;
  }

  /** The part that a row is in, of so many that are about equal. */
  int shard(ColumnBatch batch, int row, int shards) {
    return (int) (unit(batch.ids(), row, seed + 2) * shards);
  }

  /** The rows of a batch that are on one of the sides; the batch itself if all are. */
  ColumnBatch select(ColumnBatch batch, Set<Side> sides) {
    int[] rows = new int[batch.rows()];
    int count = 0;
    for (int row = 0; row < batch.rows(); row++) {
      if (sides.contains(side(batch, row))) {
        rows[count++] = row;
      }
    }
    return count == batch.rows() ? batch : batch.select(rows, count);
  }

  private boolean isOf(Holdout part, long time, BytesColumn ids, int row, long salt) {
    return time >= window.to().minus(part.span()).toEpochMilli()
        && unit(ids, row, salt) < part.share();
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
}
