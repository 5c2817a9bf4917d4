package io.millrace.models.validation.records;

import io.millrace.models.data.Column;
import io.millrace.models.data.Layout;
import io.millrace.models.data.StructColumn;
import io.millrace.models.schema.Environments;
import io.millrace.models.schema.Lifecycle;
import io.millrace.models.schema.PathText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StructDomain;

/**
 * The features of one level: those of a record, or those inside a struct. It pairs columns with
 * features once a layout. Not thread-safe.
 */
final class FieldsValidator {
  private final RecordExpectations expected;
  private final Path parent;
  private final Set<String> ignored;
  private final Map<String, FeatureValidator> validators = new HashMap<>();
  private final Map<String, String> foreign = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final List<CompositeValidator> composites;
  private @Nullable Pairing pairing;

  private record Pairing(
      Layout layout, @Nullable FeatureValidator[] ofColumns, List<FeatureValidator> absent) {}

  private FieldsValidator(
      RecordExpectations expected,
      Path parent,
      List<CompositeValidator> composites,
      Set<String> ignored) {
    this.expected = expected;
    this.parent = parent;
    this.composites = composites;
    this.ignored = ignored;
  }

  /** The features of records. */
  static FieldsValidator compile(RecordExpectations expected) {
    Schema schema = expected.schema();
    List<CompositeValidator> composites =
        new ArrayList<>(CompositeValidator.sparse("", schema.getSparseFeatureList()));
    composites.addAll(CompositeValidator.weighted(schema));
    return compile(
        expected,
        Path.getDefaultInstance(),
        schema.getFeatureList(),
        composites,
        expected.ignored());
  }

  private static FieldsValidator compile(
      RecordExpectations expected,
      Path parent,
      List<Feature> features,
      List<CompositeValidator> composites,
      Set<String> ignored) {
    FieldsValidator fields = new FieldsValidator(expected, parent, composites, ignored);
    for (Feature feature : features) {
      fields.add(feature);
    }
    return fields;
  }

  private void add(Feature feature) {
    String name = feature.getName();
    names.add(name);
    if (!Lifecycle.isLive(feature) || ignored.contains(name)) {
      return;
    }
    String environment = expected.environment();
    if (!Environments.contains(expected.schema(), feature, environment)) {
      foreign.put(name, "no such column in the environment " + environment);
      return;
    }
    Path path = parent.toBuilder().addStep(name).build();
    StructDomain inside = feature.getStructDomain();
    List<CompositeValidator> composites =
        CompositeValidator.sparse(PathText.of(path) + ".", inside.getSparseFeatureList());
    FieldsValidator children =
        compile(expected, path, inside.getFeatureList(), composites, Set.of());
    validators.put(
        name, FeatureValidator.compile(expected.schema(), PathText.of(path), feature, children));
  }

  void check(StructColumn structs, RecordRows records, Violations out) {
    check(structs.children(), structs.columns(), structs.structs(), records, out);
  }

  void check(Layout layout, List<Column> columns, int rows, RecordRows records, Violations out) {
    Pairing current = pair(layout);
    for (int i = 0; i < columns.size(); i++) {
      FeatureValidator validator = current.ofColumns()[i];
      if (validator != null) {
        validator.check(columns.get(i), records, out);
      } else {
        checkUnknown(layout.field(i).name(), columns.get(i), records, out);
      }
    }
    for (int i = 0; i < current.absent().size(); i++) {
      current.absent().get(i).checkAbsent(rows, records, out);
    }
    for (int i = 0; i < composites.size(); i++) {
      composites.get(i).check(layout, columns, rows, records, out);
    }
  }

  private Pairing pair(Layout layout) {
    Pairing current = pairing;
    if (current != null && (current.layout() == layout || current.layout().equals(layout))) {
      return current;
    }
    @Nullable FeatureValidator[] ofColumns = new FeatureValidator[layout.size()];
    for (int i = 0; i < ofColumns.length; i++) {
      ofColumns[i] = validators.get(layout.field(i).name());
    }
    List<FeatureValidator> absent = new ArrayList<>();
    for (String name : names) {
      FeatureValidator validator = validators.get(name);
      if (validator != null && layout.indexOf(name) < 0) {
        absent.add(validator);
      }
    }
    current = new Pairing(layout, ofColumns, absent);
    pairing = current;
    return current;
  }

  private void checkUnknown(String name, Column column, RecordRows records, Violations out) {
    String elsewhere = foreign.get(name);
    Path path = parent.toBuilder().addStep(name).build();
    boolean told = elsewhere != null || (!names.contains(name) && expected.reportsNew(path));
    if (!told || ignored.contains(name)) {
      return;
    }
    String expectation = elsewhere == null ? "no column that the schema does not have" : elsewhere;
    for (int row = 0; row < column.rows(); row++) {
      if (column.isPresent(row)) {
        out.add(
            records.of(row),
            PathText.of(path),
            ValueText.ofRow(column, row),
            AnomalyInfo.Type.SCHEMA_NEW_COLUMN,
            expectation);
      }
    }
  }
}
