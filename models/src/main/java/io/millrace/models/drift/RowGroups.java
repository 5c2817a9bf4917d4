package io.millrace.models.drift;

import io.millrace.models.data.ColumnBatch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** Splits batches by a key of their rows' event times. */
public final class RowGroups {
  private RowGroups() {}

  /** What is done with the rows of one key. */
  public interface Group {
    void accept(long key, ColumnBatch rows);
  }

  /** Hands out the rows of each key together; a batch of one key as it is. */
  public static void split(ColumnBatch batch, LongUnaryOperator keyOfTime, Group group) {
    if (batch.rows() == 0) {
      return;
    }
    long[] keys = new long[batch.rows()];
    boolean same = true;
    for (int row = 0; row < keys.length; row++) {
      keys[row] = keyOfTime.applyAsLong(batch.eventTime(row));
      same &= keys[row] == keys[0];
    }
    if (same) {
      group.accept(keys[0], batch);
      return;
    }
    Map<Long, int[]> sizes = new LinkedHashMap<>();
    for (long key : keys) {
      sizes.computeIfAbsent(key, k -> new int[1])[0]++;
    }
    sizes.forEach(
        (key, size) -> {
          int[] rows = new int[size[0]];
          int next = 0;
          for (int row = 0; row < keys.length; row++) {
            if (keys[row] == key) {
              rows[next++] = row;
            }
          }
          group.accept(key, batch.select(rows, next));
        });
  }
}
