package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labelled examples of a window, on the sides of a {@link Division}, to be read any number of
 * times. A window with few rows stays in memory; another is read again from its files.
 */
public final class Examples {
  /** More rows than these are read from their files every time. */
  private static final long MOST_IN_MEMORY = 1_000_000;

  private final TrainingData data;
  private final Division division;
  private final Map<Side, Long> rows;

  private Examples(TrainingData data, Division division, Map<Side, Long> rows) {
    this.data = data;
    this.division = division;
    this.rows = rows;
  }

  /** Reads the data once, to count it, and keeps it if it is small. */
  public static Examples read(TrainingData data, Division division) throws IOException {
    return read(data, division, MOST_IN_MEMORY);
  }

  static Examples read(TrainingData data, Division division, long mostInMemory) throws IOException {
    Map<Side, long[]> counts = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      counts.put(side, new long[1]);
    }
    List<ColumnBatch> kept = new ArrayList<>();
    long total = 0;
    try (BatchCursor cursor = data.open()) {
      for (ColumnBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.rows(); row++) {
          Objects.requireNonNull(counts.get(division.side(batch, row)))[0]++;
        }
        total += batch.rows();
        if (total <= mostInMemory) {
          kept.add(batch);
        } else {
          kept.clear();
        }
      }
    }
    Map<Side, Long> rows = new EnumMap<>(Side.class);
    counts.forEach((side, count) -> rows.put(side, count[0]));
    return new Examples(
        total <= mostInMemory ? TrainingData.of(List.copyOf(kept)) : data, division, rows);
  }

  /** The window that was read. */
  public DataWindow window() {
    return division.window();
  }

  /** From when on rows are held out. */
  Instant heldOutFrom() {
    Instant from = window().to().minus(division.heldOut().span());
    return from.isBefore(window().from()) ? window().from() : from;
  }

  /** How many rows are on these sides. */
  public long rows(Side... sides) {
    long sum = 0;
    for (Side side : sides) {
      sum += rows.getOrDefault(side, 0L);
    }
    return sum;
  }

  /** How many rows there are in all. */
  public long rows() {
    return rows(Side.values());
  }

  /** The rows on these sides. */
  public TrainingData on(Side first, Side... others) {
    Set<Side> sides = EnumSet.of(first, others);
    return () -> {
      BatchCursor all = data.open();
      return new BatchCursor() {
        @Override
        public @Nullable ColumnBatch next() throws IOException {
          for (ColumnBatch batch = all.next(); batch != null; batch = all.next()) {
            ColumnBatch selected = division.select(batch, sides);
            if (selected.rows() > 0) {
              return selected;
            }
          }
          return null;
        }

        @Override
        public void close() throws IOException {
          all.close();
        }
      };
    };
  }

  /** The rows on a side; null if there are none. */
  @Nullable TrainingData orNull(Side side) {
    return rows(side) == 0 ? null : on(side);
  }

  /** The labels of a batch of examples. */
  static FloatColumn labels(ColumnBatch batch) {
    if (batch.column(ExampleCodec.LABEL) instanceof FloatColumn labels) {
      return labels;
    }
    throw new IllegalArgumentException(
        "column: " + ExampleCodec.LABEL + " (expected: a FLOAT column of the examples)");
  }
}
