package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.Layout;
import io.millrace.models.schema.Lifecycle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.SparseFeature;
import org.tensorflow.metadata.v0.WeightedFeature;

/**
 * A feature that several columns make up: one of values, and others that tell of each value where
 * it belongs or how much it weighs. A row that has any of them has all, with as many values.
 *
 * @param path the feature's path as text
 * @param value the column of values
 * @param others the columns beside it
 * @param missingValue what a row breaks that has others but no values
 * @param missingOther what a row breaks that lacks one of the others
 * @param mismatch what a row breaks that has another number of values there
 */
record CompositeValidator(
    String path,
    String value,
    List<String> others,
    AnomalyInfo.Type missingValue,
    AnomalyInfo.Type missingOther,
    AnomalyInfo.Type mismatch) {

  static List<CompositeValidator> sparse(String prefix, List<SparseFeature> features) {
    List<CompositeValidator> validators = new ArrayList<>();
    for (SparseFeature feature : features) {
      if (Lifecycle.isLive(feature)) {
        validators.add(
            new CompositeValidator(
                prefix + feature.getName(),
                feature.getValueFeature().getName(),
                feature.getIndexFeatureList().stream()
                    .map(SparseFeature.IndexFeature::getName)
                    .toList(),
                AnomalyInfo.Type.SPARSE_FEATURE_MISSING_VALUE,
                AnomalyInfo.Type.SPARSE_FEATURE_MISSING_INDEX,
                AnomalyInfo.Type.SPARSE_FEATURE_LENGTH_MISMATCH));
      }
    }
    return validators;
  }

  /** Those whose parts are columns of their own; of parts inside structs only statistics tell. */
  static List<CompositeValidator> weighted(Schema schema) {
    List<CompositeValidator> validators = new ArrayList<>();
    for (WeightedFeature feature : schema.getWeightedFeatureList()) {
      if (Lifecycle.isLive(feature)
          && feature.getFeature().getStepCount() == 1
          && feature.getWeightFeature().getStepCount() == 1) {
        validators.add(
            new CompositeValidator(
                feature.getName(),
                feature.getFeature().getStep(0),
                List.of(feature.getWeightFeature().getStep(0)),
                AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_VALUE,
                AnomalyInfo.Type.WEIGHTED_FEATURE_MISSING_WEIGHT,
                AnomalyInfo.Type.WEIGHTED_FEATURE_LENGTH_MISMATCH));
      }
    }
    return validators;
  }

  void check(Layout layout, List<Column> columns, int rows, RecordRows records, Violations out) {
    Column values = column(layout, columns, value);
    for (String name : others) {
      Column other = column(layout, columns, name);
      if (values == null && other == null) {
        continue;
      }
      for (int row = 0; row < rows; row++) {
        check(values, name, other, row, records, out);
      }
    }
  }

  private void check(
      @Nullable Column values,
      String name,
      @Nullable Column other,
      int row,
      RecordRows records,
      Violations out) {
    boolean hasValues = isPresent(values, row);
    boolean hasOther = isPresent(other, row);
    if (hasValues && hasOther) {
      int wanted = count(values, row);
      int found = count(other, row);
      if (wanted != found) {
        out.add(
            records.of(row),
            path,
            ValueText.count(found) + " of " + name,
            mismatch,
            "as many as " + value + " has, " + wanted);
      }
    } else if (hasValues) {
      out.add(records.of(row), path, name + " missing", missingOther, "present beside " + value);
    } else if (hasOther) {
      out.add(records.of(row), path, value + " missing", missingValue, "present beside " + name);
    }
  }

  private static @Nullable Column column(Layout layout, List<Column> columns, String name) {
    int index = layout.indexOf(name);
    return index < 0 ? null : columns.get(index);
  }

  private static boolean isPresent(@Nullable Column column, int row) {
    return column != null && column.isPresent(row);
  }

  private static int count(@Nullable Column column, int row) {
    return column == null ? 0 : column.valueEnd(row) - column.valueStart(row);
  }
}
