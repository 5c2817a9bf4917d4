package io.millrace.models.drift;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.QuantileSketch;
import io.millrace.models.statistics.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Collects reference data and lays bins over it; lists of lists and structs are left out. */
final class GridBuilder {
  private static final int MOST_INTEGER_CATEGORIES = 20;
  // A hundredth of a bin's share, for ten bins.
  private static final double EPSILON = 0.001;
  private static final int STRINGS = 16_384;

  private final Map<String, Reference> references = new LinkedHashMap<>();

  /** What is known of one feature. */
  private static final class Reference {
    final ValueType type;
    final QuantileSketch numbers = new QuantileSketch(EPSILON);
    final TreeSet<Long> integers = new TreeSet<>();
    final FrequentStrings strings = new FrequentStrings(STRINGS);
    boolean present;

    Reference(ValueType type) {
      this.type = type;
    }
  }

  void add(ColumnBatch batch) {
    for (int c = 0; c < batch.layout().size(); c++) {
      Column column = batch.column(c);
      if (column.isNested()) {
        continue;
      }
      String name = batch.layout().field(c).name();
      Reference reference = references.computeIfAbsent(name, n -> new Reference(column.type()));
      boolean hasValues = column.validity().missing() < column.rows();
      if (hasValues && !reference.present && reference.type != column.type()) {
        reference = new Reference(column.type());
        references.put(name, reference);
      }
      if (reference.type == column.type()) {
        reference.present |= hasValues;
        add(column, reference);
      }
    }
  }

  private static void add(Column column, Reference reference) {
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        if (column instanceof BytesColumn strings) {
          reference.strings.add(strings.bytes(), strings.byteStart(i), strings.length(i));
        } else if (column instanceof IntColumn ints) {
          reference.numbers.add(ints.value(i));
          if (reference.integers.size() <= MOST_INTEGER_CATEGORIES) {
            reference.integers.add(ints.value(i));
          }
        } else if (column instanceof FloatColumn floats && Double.isFinite(floats.value(i))) {
          reference.numbers.add(floats.value(i));
        }
      }
    }
  }

  FeatureGrid build(int numericBins, int maxCategories) {
    List<GridFeature> features = new ArrayList<>();
    references.forEach(
        (name, reference) ->
            features.add(
                switch (reference.type) {
                  case STRING -> strings(name, reference, maxCategories);
                  case FLOAT -> numbers(name, reference, numericBins);
                  case INT ->
                      reference.integers.size() <= MOST_INTEGER_CATEGORIES
                          ? integers(name, reference)
                          : numbers(name, reference, numericBins);
                  case STRUCT -> throw new AssertionError("nested columns are left out");
                }));
    return new FeatureGrid(features);
  }

  private static GridFeature strings(String name, Reference reference, int maxCategories) {
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

  private static GridFeature integers(String name, Reference reference) {
    List<String> categories = new ArrayList<>();
    for (long value : reference.integers) {
      categories.add(Long.toString(value));
    }
    return new CategoryFeature(name, ValueType.INT, categories);
  }

  /** Different quantiles become edges; the lowest stands twice if it fills a bin by itself. */
  private static GridFeature numbers(String name, Reference reference, int numericBins) {
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
