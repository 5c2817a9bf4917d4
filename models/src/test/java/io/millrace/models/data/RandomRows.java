package io.millrace.models.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows drawn at random, as a batch and as the plain lists that must come out of it: three columns
 * of which each holds missing rows, single values, lists and empty lists.
 */
final class RandomRows {
  static final Layout LAYOUT =
      Layout.of(
          new Layout.Field("i", ValueType.INT),
          new Layout.Field("f", ValueType.FLOAT),
          new Layout.Field("s", ValueType.STRING));

  final List<List<Object>> expected = new ArrayList<>();
  private final Random random;
  private final ColumnBatchBuilder builder;
  private final boolean lists;

  RandomRows(long seed, boolean lists, boolean originals) {
    this.random = new Random(seed);
    this.lists = lists;
    this.builder = new ColumnBatchBuilder(LAYOUT, originals);
  }

  ColumnBatch draw(int rows) {
    expected.clear();
    while (expected.size() < rows) {
      List<Object> row = new ArrayList<>();
      for (int column = 0; column < LAYOUT.size(); column++) {
        row.add(cell(column));
      }
      if (random.nextInt(4) == 0) {
        builder.discardRow();
        continue;
      }
      int number = expected.size();
      builder.endRow(
          bytes("id" + number),
          1000L * number,
          new SourcePosition("file", -1, number),
          bytes("original" + number));
      expected.add(row);
    }
    return builder.build();
  }

  private Object cell(int column) {
    int kind = random.nextInt(lists ? 4 : 2);
    if (kind == 0) {
      return "missing";
    }
    if (kind == 2) {
      builder.appendEmpty(column);
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    for (int left = kind == 1 ? 1 : 2 + random.nextInt(3); left > 0; left--) {
      values.add(value(column));
    }
    return values.size() == 1 ? values.get(0) : values;
  }

  private Object value(int column) {
    switch (column) {
      case 0 -> {
        long value = random.nextLong();
        builder.append(column, value);
        return value;
      }
      case 1 -> {
        double value = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
        builder.append(column, value);
        return value;
      }
      default -> {
        String value = "é".repeat(random.nextInt(40));
        builder.append(column, bytes(value));
        return value;
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The values of all rows of a batch. */
  static List<List<Object>> shown(ColumnBatch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(Sources.row(batch, row));
    }
    return rows;
  }
}
