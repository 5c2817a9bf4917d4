package io.millrace.models.evaluation.slices;

import java.util.Comparator;

/**
 * A slice, and the rule it comes of: rules may overlap, and each has slices of its own.
 *
 * @param rule as {@link SliceRule#text} writes it; empty for all rows
 * @param name what people read: {@code vendor_2}
 */
public record SliceKey(String rule, String name) implements Comparable<SliceKey> {
  private static final Comparator<SliceKey> ORDER =
      Comparator.comparing(SliceKey::rule).thenComparing(SliceKey::name);

  @Override
  public int compareTo(SliceKey other) {
    return ORDER.compare(this, other);
  }
}
