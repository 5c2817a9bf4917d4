package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;

/**
 * The rules of one feature, compiled. Checks are done in the order in which the validator of
 * statistics tells its reasons: number of values, presence, type, domain.
 */
final class FeatureValidator {
  private final String path;
  private final boolean required;
  private final @Nullable ValueType type;
  private final ValueCounts counts;
  private final ValueRules rules;
  private final FieldsValidator children;

  private FeatureValidator(
      String path,
      boolean required,
      @Nullable ValueType type,
      ValueCounts counts,
      ValueRules rules,
      FieldsValidator children) {
    this.path = path;
    this.required = required;
    this.type = type;
    this.counts = counts;
    this.rules = rules;
    this.children = children;
  }

  static FeatureValidator compile(
      Schema schema, String path, Feature feature, FieldsValidator children) {
    return new FeatureValidator(
        path,
        // Smaller shares, and counts, are for data sets: no one record breaks them.
        feature.getPresence().getMinFraction() >= 1,
        type(feature.getType()),
        ValueCounts.compile(path, feature),
        ValueRules.compile(schema, feature),
        children);
  }

  private static @Nullable ValueType type(FeatureType type) {
    return switch (type) {
      case INT -> ValueType.INT;
      case FLOAT -> ValueType.FLOAT;
      case BYTES -> ValueType.STRING;
      case STRUCT -> ValueType.STRUCT;
      case TYPE_UNKNOWN -> null;
    };
  }

  /** Checks the rows of a batch without this feature's column. */
  void checkAbsent(int rows, RecordRows records, Violations out) {
    if (required) {
      for (int row = 0; row < rows; row++) {
        missing(records.of(row), out);
      }
    }
  }

  void check(Column column, RecordRows records, Violations out) {
    counts.check(column, records, out);
    if (required && column.validity().missing() > 0) {
      for (int row = 0; row < column.rows(); row++) {
        if (!column.isPresent(row)) {
          missing(records.of(row), out);
        }
      }
    }
    if (type != null && type != column.type()) {
      unexpectedType(column, records, out);
    }
    Column innermost = column;
    RecordRows rows = records;
    while (innermost instanceof ListColumn list) {
      rows = rows.inside(list);
      innermost = list.elements();
    }
    if (innermost instanceof StructColumn structs) {
      children.check(structs, rows.inside(structs), out);
    } else {
      checkValues(innermost, rows, out);
    }
  }

  private void checkValues(Column column, RecordRows records, Violations out) {
    if (column.rows() == 0) {
      return;
    }
    List<ValueRule> applicable = rules.of(column.type());
    int to = column.isSingle() ? column.rows() : column.valueEnd(column.rows() - 1);
    for (int i = 0; i < applicable.size(); i++) {
      ValueRule rule = applicable.get(i);
      int row = 0;
      int from = column.valueStart(0);
      for (int at = rule.nextBreach(column, from, to);
          at < to;
          at = rule.nextBreach(column, at + 1, to)) {
        row = rowOf(column, at, row);
        // The slot of a missing row holds no value.
        if (column.isPresent(row)) {
          ValueRule.Breach breach = rule.breach(column, at);
          out.add(
              records.of(row), path, ValueText.of(column, at), breach.rule(), breach.expectation());
        }
      }
    }
  }

  /** The row of the value at this position, which is not before row {@code from}. */
  private static int rowOf(Column column, int position, int from) {
    if (column.isSingle()) {
      return position;
    }
    int row = from;
    while (column.valueEnd(row) <= position) {
      row++;
    }
    return row;
  }

  private void missing(int record, Violations out) {
    out.add(
        record,
        path,
        "missing",
        AnomalyInfo.Type.FEATURE_TYPE_LOW_FRACTION_PRESENT,
        "present in every record");
  }

  private void unexpectedType(Column column, RecordRows records, Violations out) {
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        out.add(
            records.of(row),
            path,
            ValueText.ofRow(column, row),
            AnomalyInfo.Type.UNEXPECTED_DATA_TYPE,
            "of type " + type + ", not " + column.type());
      }
    }
  }
}
