package io.millrace.statistics;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Rides made up from their numbers: whole and half numbers, so that sums are exact in any order.
 */
final class Rides {
  private static final Layout LAYOUT =
      Layout.of(
          new Layout.Field("km", ValueType.FLOAT),
          new Layout.Field("people", ValueType.INT),
          new Layout.Field("zone", ValueType.STRING),
          new Layout.Field("note", ValueType.STRING));

  private Rides() {}

  /** The rides of these numbers, spread over seconds of event time. */
  static ColumnBatch of(int from, int to, int second, int endSecond, int zones) {
    ColumnBatchBuilder builder = new ColumnBatchBuilder(LAYOUT, false);
    for (int ride = from; ride < to; ride++) {
      builder.append(0, (ride * 37 % 101) / 2.0);
      builder.append(1, (long) (ride % 5));
      builder.append(2, ("z" + ride % zones).getBytes(StandardCharsets.UTF_8));
      if (ride % 3 > 0) {
        builder.append(3, ("note " + ride % 11).getBytes(StandardCharsets.UTF_8));
      }
      long time = 1_000L * second + (ride * 7_919L) % (1_000L * (endSecond - second));
      byte[] id = Integer.toString(ride).getBytes(StandardCharsets.UTF_8);
      builder.endRow(id, time, new SourcePosition("rides", 0, ride), id);
    }
    return builder.build();
  }

  /** Those of a batch between two times, in milliseconds. */
  static ColumnBatch between(long start, long end, ColumnBatch rides) {
    int[] rows =
        IntStream.range(0, rides.rows())
            .filter(row -> rides.eventTime(row) >= start && rides.eventTime(row) < end)
            .toArray();
    return rides.select(rows, rows.length);
  }
}
