package io.millrace.models.drift;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.Column;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.data.IntColumn;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.FrequentStrings;
import io.millrace.models.statistics.QuantileSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of a feature of reference data, in bounded memory. Mergeable. */
final class ReferenceColumn {
  static final int MOST_INTEGER_CATEGORIES = 20;
  // A tenth of a bin's share, for a hundred bins.
  private static final double EPSILON = 0.001;
  private static final int STRINGS = 16_384;

  final ValueType type;
  final QuantileSketch numbers = new QuantileSketch(EPSILON);
  final TreeSet<Long> integers = new TreeSet<>();
  final FrequentStrings strings = new FrequentStrings(STRINGS);
  private boolean present;
  private long values;
  // Of integers: neighbours that rise, and those that look like a time.
  private long rising;
  private long neighbours;
  private long times;

  ReferenceColumn(ValueType type) {
    this.type = type;
  }

  boolean isPresent() {
    return present;
  }

  void add(Column column) {
    present |= column.validity().missing() < column.rows();
    boolean first = true;
    long last = 0;
    for (int row = 0; row < column.rows(); row++) {
      for (int i = column.valueStart(row); i < column.valueEnd(row); i++) {
        values++;
        if (column instanceof BytesColumn text) {
          strings.add(text.bytes(), text.byteStart(i), text.length(i));
        } else if (column instanceof IntColumn ints) {
          long value = ints.value(i);
          addInteger(value);
          neighbours += first ? 0 : 1;
          rising += !first && value > last ? 1 : 0;
          last = value;
          first = false;
        } else if (column instanceof FloatColumn floats && Double.isFinite(floats.value(i))) {
          numbers.add(floats.value(i));
        }
      }
    }
  }

  private void addInteger(long value) {
    numbers.add((double) value);
    times += Suitability.isTime(value) ? 1 : 0;
    if (integers.size() <= MOST_INTEGER_CATEGORIES) {
      integers.add(value);
    }
  }

  void merge(ReferenceColumn other) {
    present |= other.present;
    values += other.values;
    rising += other.rising;
    neighbours += other.neighbours;
    times += other.times;
    numbers.merge(other.numbers);
    strings.merge(other.strings);
    for (long value : other.integers) {
      if (integers.size() <= MOST_INTEGER_CATEGORIES) {
        integers.add(value);
      }
    }
  }

  /**
   * Why the distribution of this column cannot stay the same however well everything goes, or null
   * if it can: ids and times are new in every window.
   */
  @Nullable String unsuitable() {
    if (type == ValueType.STRING) {
      List<String> texts = new ArrayList<>();
      strings.top(Suitability.LEAST_VALUES).forEach(frequency -> texts.add(frequency.value()));
      return Suitability.ofStrings(texts, strings.distinct(), values);
    }
    return type == ValueType.INT && integers.size() > MOST_INTEGER_CATEGORIES
        ? Suitability.ofIntegers(times, rising, neighbours, values)
        : null;
  }
}
