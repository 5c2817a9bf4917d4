package io.millrace.models.drift;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects reference data, in bounded memory, and lays bins over it. Lists of lists and structs are
 * left out. Mergeable; not thread-safe.
 */
public final class GridBuilder {
  private final Map<String, ReferenceColumn> references = new LinkedHashMap<>();

  public void add(ColumnBatch batch) {
    for (int c = 0; c < batch.layout().size(); c++) {
      Column column = batch.column(c);
      if (!column.isNested()) {
        boolean hasValues = column.validity().missing() < column.rows();
        ReferenceColumn reference =
            reference(batch.layout().field(c).name(), column.type(), hasValues);
        if (reference.type == column.type()) {
          reference.add(column);
        }
      }
    }
  }

  /** The feature of this name; one without values so far takes the type of its first values. */
  private ReferenceColumn reference(String name, ValueType type, boolean hasValues) {
    ReferenceColumn reference = references.computeIfAbsent(name, n -> new ReferenceColumn(type));
    if (hasValues && !reference.isPresent() && reference.type != type) {
      reference = new ReferenceColumn(type);
      references.put(name, reference);
    }
    return reference;
  }

  /** Adds what {@code other} has collected. */
  public void merge(GridBuilder other) {
    other.references.forEach(
        (name, theirs) -> {
          ReferenceColumn own = reference(name, theirs.type, theirs.isPresent());
          if (own.type == theirs.type) {
            own.merge(theirs);
          }
        });
  }

  /**
   * The columns whose distribution is new in every window whatever happens, such as ids and times,
   * and why that is thought.
   */
  public Map<String, String> unsuitable() {
    Map<String, String> reasons = new LinkedHashMap<>();
    references.forEach(
        (name, reference) -> {
          String reason = reference.unsuitable();
          if (reason != null) {
            reasons.put(name, reason);
          }
        });
    return reasons;
  }

  /** The grid of all columns. */
  public FeatureGrid build(int numericBins, int maxCategories) {
    return build(numericBins, maxCategories, Set.of());
  }

  /**
   * The grid of all columns but these, as {@link FeatureGrid#build} says.
   *
   * @param numericBins at least 1
   * @param maxCategories at least 1
   */
  public FeatureGrid build(int numericBins, int maxCategories, Set<String> without) {
    require(numericBins, "numericBins");
    require(maxCategories, "maxCategories");
    List<GridFeature> features = new ArrayList<>();
    references.forEach(
        (name, reference) -> {
          if (!without.contains(name)) {
            features.add(feature(name, reference, numericBins, maxCategories));
          }
        });
    return new FeatureGrid(features);
  }

  private static void require(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }

  private static GridFeature feature(
      String name, ReferenceColumn reference, int numericBins, int maxCategories) {
    return switch (reference.type) {
      case STRING -> strings(name, reference, maxCategories);
      case FLOAT -> numbers(name, reference, numericBins);
      case INT ->
          reference.integers.size() <= ReferenceColumn.MOST_INTEGER_CATEGORIES
              ? integers(name, reference)
              : numbers(name, reference, numericBins);
      case STRUCT -> throw new AssertionError("nested columns are left out");
    };
  }

  private static GridFeature strings(String name, ReferenceColumn reference, int maxCategories) {
    List<String> categories = new ArrayList<>();
    // Two more, for the labels that stand for many strings and are no category.
    for (FrequentStrings.Frequency frequency : reference.strings.top(maxCategories + 2)) {
      boolean many =
          frequency.value().equals(FrequentStrings.LARGE)
              || frequency.value().equals(FrequentStrings.NOT_TEXT);
      if (!many && categories.size() < maxCategories) {
        categories.add(frequency.value());
      }
    }
    return new CategoryFeature(name, ValueType.STRING, categories);
  }

  private static GridFeature integers(String name, ReferenceColumn reference) {
    List<String> categories = new ArrayList<>();
    for (long value : reference.integers) {
      categories.add(Long.toString(value));
    }
    return new CategoryFeature(name, ValueType.INT, categories);
  }

  /** Different quantiles become edges; the lowest stands twice if it fills a bin by itself. */
  private static GridFeature numbers(String name, ReferenceColumn reference, int numericBins) {
    List<Double> edges = new ArrayList<>();
    if (!reference.numbers.isEmpty()) {
      Quantiles quantiles = reference.numbers.quantiles(numericBins);
      for (int i = 0; i < quantiles.size(); i++) {
        double edge = quantiles.value(i);
        if (i <= 1 || edge > edges.get(edges.size() - 1)) {
          edges.add(edge);
        }
      }
    }
    return new NumericFeature(name, reference.type, edges);
  }
}
