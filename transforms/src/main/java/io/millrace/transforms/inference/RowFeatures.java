package io.millrace.transforms.inference;

import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Every field of a Beam row as a feature of its name: numbers, truth values (1 or 0), texts, bytes,
 * and lists of these; null is missing.
 */
final class RowFeatures implements Features<Row> {

  @Override
  public void write(Row row, FeatureRow features) {
    List<Schema.Field> fields = row.getSchema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      put(fields.get(i).getName(), row.getValue(i), features);
    }
  }

  private static void put(String name, @Nullable Object value, FeatureRow features) {
    if (value instanceof Double || value instanceof Float) {
      features.put(name, ((Number) value).doubleValue());
    } else if (value instanceof java.math.BigDecimal decimal) {
      features.put(name, decimal.doubleValue());
    } else if (value instanceof Number number) {
      features.put(name, number.longValue());
    } else if (value instanceof Boolean truth) {
      features.put(name, truth ? 1L : 0L);
    } else if (value instanceof String text) {
      features.put(name, text);
    } else if (value instanceof byte[] bytes) {
      features.put(name, bytes);
    } else if (value instanceof Collection<?> values) {
      values.forEach(each -> put(name, each, features));
    } else if (value != null) {
      throw new IllegalArgumentException(
          "field "
              + name
              + ": "
              + value.getClass().getSimpleName()
              + " (expected: a number, truth value, text, bytes or a list of these)");
    }
  }
}
