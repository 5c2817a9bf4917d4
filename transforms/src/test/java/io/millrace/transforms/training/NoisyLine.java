package io.millrace.transforms.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.training.rows.TrainingData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Rows whose label {@code y} is 2x + 1, and 3 more in zone b, with an error of deviation 0.1. */
final class NoisyLine {
  private static final Layout COLUMNS =
      Layout.of(
          new Layout.Field("x", ValueType.FLOAT),
          new Layout.Field("zone", ValueType.STRING),
          new Layout.Field("weight", ValueType.FLOAT),
          new Layout.Field("y", ValueType.FLOAT));

  private NoisyLine() {}

  /** Rows of both zones, which count 1 and 2 in turns. */
  static TrainingData data(long seed, int count) {
    return TrainingData.of(List.of(rows(seed, count, "a", "b")));
  }

  /** Rows of these zones in turns. */
  static ColumnBatch rows(long seed, int count, String... zones) {
    Random random = new Random(seed);
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    for (int i = 0; i < count; i++) {
      String zone = zones[i % zones.length];
      double x = random.nextDouble();
      rows.append(0, x);
      rows.append(1, zone.getBytes(StandardCharsets.UTF_8));
      rows.append(2, 1.0 + i % 3 % 2);
      rows.append(3, 2 * x + 1 + (zone.equals("b") ? 3 : 0) + 0.1 * random.nextGaussian());
      byte[] id = ("s" + seed + "r" + i).getBytes(StandardCharsets.UTF_8);
      rows.endRow(id, i, new SourcePosition("test", -1, i), new byte[0]);
    }
    return rows.build();
  }
}
