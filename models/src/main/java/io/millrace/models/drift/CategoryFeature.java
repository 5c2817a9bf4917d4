package io.millrace.models.drift;

import io.millrace.models.data.ValueType;
import io.millrace.models.drift.distances.BinKind;
import io.millrace.models.drift.distances.BinnedSamples;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature of strings, or of few integers, with a bin for each of the reference's most frequent
 * values, one for all others and one for missing rows. Values of another type are others, unless
 * they are whole numbers where integers are wanted.
 *
 * @param categories the values, integers in decimal; each once
 */
public record CategoryFeature(String name, ValueType type, List<String> categories)
    implements GridFeature {
  /** The bin of values that are no category. */
  public static final int OTHER = 1;

  /** The bin of the first category. */
  public static final int FIRST = 2;

  public CategoryFeature {
    categories = List.copyOf(categories);
    if (type != ValueType.INT && type != ValueType.STRING) {
      throw new IllegalArgumentException(
          "type of " + name + ": " + type + " (expected: INT or STRING)");
    }
    if (new HashSet<>(categories).size() < categories.size()) {
      throw new IllegalArgumentException(
          "categories of " + name + ": " + categories + " (expected: each once)");
    }
  }

  @Override
  public int bins() {
    return FIRST + categories.size();
  }

  @Override
  public String label(int bin) {
    return switch (bin) {
      case MISSING -> "missing";
      case OTHER -> "other";
      default -> categories.get(bin - FIRST);
    };
  }

  @Override
  public BinKind kind(int bin) {
    return bin < FIRST ? BinKind.SPECIAL : BinKind.INNER;
  }

  @Override
  public BinnedSamples.@Nullable Places places() {
    return null;
  }

  @Override
  public ColumnCounter counter() {
    return type == ValueType.INT
        ? new IntCategoryCounter(categories, OTHER, FIRST)
        : new StringCategoryCounter(categories, OTHER, FIRST);
  }
}
