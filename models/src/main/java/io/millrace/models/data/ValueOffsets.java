package io.millrace.models.data;

import org.jspecify.annotations.Nullable;

/** Where a row's values stand: at the row's own position, or between two offsets. */
final class ValueOffsets {
  private final int @Nullable [] offsets;
  private final Validity validity;

  ValueOffsets(int @Nullable [] offsets, Validity validity) {
    this.offsets = offsets;
    this.validity = validity;
  }

  int @Nullable [] array() {
    return offsets;
  }

  boolean isSingle() {
    return offsets == null;
  }

  int start(int row) {
    return offsets == null ? row : offsets[row];
  }

  int end(int row) {
    return offsets == null ? (validity.isPresent(row) ? row + 1 : row) : offsets[row + 1];
  }

  /** Like {@link #start} and {@link #end}, but a single column's missing row keeps its slot. */
  int slotStart(int row) {
    return offsets == null ? row : offsets[row];
  }

  int slotEnd(int row) {
    return offsets == null ? row + 1 : offsets[row + 1];
  }

  int countOf(int[] rows, int count) {
    if (offsets == null) {
      return count;
    }
    int total = 0;
    for (int i = 0; i < count; i++) {
      total += offsets[rows[i] + 1] - offsets[rows[i]];
    }
    return total;
  }

  /** The positions of these rows' values, one behind the other. */
  int[] positions(int[] rows, int count) {
    int[] positions = new int[countOf(rows, count)];
    int to = 0;
    for (int i = 0; i < count; i++) {
      for (int at = slotStart(rows[i]); at < slotEnd(rows[i]); at++) {
        positions[to++] = at;
      }
    }
    return positions;
  }

  int @Nullable [] select(int[] rows, int count) {
    if (offsets == null) {
      return null;
    }
    int[] picked = new int[count + 1];
    for (int i = 0; i < count; i++) {
      picked[i + 1] = picked[i] + offsets[rows[i] + 1] - offsets[rows[i]];
    }
    return picked;
  }
}
