package io.millrace.models.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds features by the bytes of their names. It first looks whether the feature is the one that
 * followed last time, as writers mostly keep an order.
 */
final class FeatureTable {
  private final @Nullable Set<String> wanted;
  private final boolean lists;
  private final int expectedRows;
  private final List<Feature> features = new ArrayList<>();
  private @Nullable Feature[] slots = new Feature[64];
  private Feature last;

  /** A feature, and where its values go. */
  static final class Feature {
    private final byte[] key;
    private final int hash;
    private final int expectedRows;
    final String name;
    final boolean skipped;
    final @Nullable ListBuilder lists;
    ValueBuilder values;
    boolean seen;
    boolean seenInRow;
    private Feature next;

    @SuppressWarnings("NullAway.Init") // next is this feature itself until another follows
    private Feature(byte[] key, int hash, boolean skipped, boolean lists, int expectedRows) {
      this.key = key;
      this.hash = hash;
      this.name = new String(key, StandardCharsets.UTF_8);
      this.skipped = skipped;
      this.expectedRows = expectedRows;
      this.values = new ValueBuilder(ValueType.STRING, expectedRows);
      this.lists = lists ? new ListBuilder(values) : null;
      this.next = this;
    }

    private boolean is(byte[] bytes, int from, int to) {
      return Arrays.equals(key, 0, key.length, bytes, from, to);
    }

    ColumnBuilder column() {
      return lists != null ? lists : values;
    }

    /** Changes the type of a feature that had no value so far. */
    void retype(ValueType type) {
      ValueBuilder retyped = new ValueBuilder(type, expectedRows);
      if (lists != null) {
        lists.replaceElements(retyped);
      } else {
        for (int row = 0; row < values.rows(); row++) {
          retyped.endRow();
        }
      }
      values = retyped;
    }
  }

  /**
   * An empty table.
   *
   * @param wanted the features that are not skipped; null for all
   * @param lists whether the features' columns are lists of lists
   * @param expectedRows about how many rows a batch will have
   */
  FeatureTable(@Nullable Set<String> wanted, boolean lists, int expectedRows) {
    this.wanted = wanted;
    this.lists = lists;
    this.expectedRows = expectedRows;
    this.last = new Feature(new byte[0], 0, true, false, 1);
  }

  /** The features in the order they came in. */
  List<Feature> features() {
    return features;
  }

  /** The feature whose name stands there; a new one has missed all {@code rows} so far. */
  Feature find(byte[] bytes, int from, int to, int rows) {
    Feature guess = last.next;
    if (!guess.is(bytes, from, to) || features.isEmpty()) {
      guess = lookUp(bytes, from, to, rows);
      last.next = guess;
    }
    last = guess;
    return guess;
  }

  private Feature lookUp(byte[] bytes, int from, int to, int rows) {
    int hash = hash(bytes, from, to);
    int slot = hash & (slots.length - 1);
    for (Feature found = slots[slot]; found != null; found = slots[slot]) {
      if (found.hash == hash && found.is(bytes, from, to)) {
        return found;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    byte[] key = Arrays.copyOfRange(bytes, from, to);
    boolean skipped = wanted != null && !wanted.contains(new String(key, StandardCharsets.UTF_8));
    Feature made = new Feature(key, hash, skipped, lists, skipped ? 1 : expectedRows);
    for (int row = 0; row < rows && !skipped; row++) {
      made.column().endRow();
    }
    features.add(made);
    slots[slot] = made;
    if (features.size() * 2 > slots.length) {
      grow();
    }
    return made;
  }

  private void grow() {
    slots = new Feature[slots.length * 2];
    for (Feature feature : features) {
      int slot = feature.hash & (slots.length - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = feature;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0x811C9DC5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }
}
