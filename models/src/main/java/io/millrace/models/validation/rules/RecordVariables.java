package io.millrace.models.validation.rules;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FixedShape;
import org.tensorflow.metadata.v0.Schema;

/** The variables of rules over records: the features of the schema. */
final class RecordVariables {
  /** The variable that has all columns of the record, by name. */
  static final String RECORD = "record";

  private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  private final Map<String, CelType> types = new HashMap<>();
  private final Set<String> lists = new TreeSet<>();

  RecordVariables(Schema schema) {
    for (Feature feature : schema.getFeatureList()) {
      if (!isSingle(feature)) {
        lists.add(feature.getName());
      }
      if (IDENTIFIER.matcher(feature.getName()).matches()) {
        types.put(feature.getName(), type(feature));
      }
    }
    types.put(RECORD, MapType.create(SimpleType.STRING, SimpleType.DYN));
  }

  Map<String, CelType> types() {
    return types;
  }

  /**
   * Whether the column is a list to rules, by the schema; a column that it does not have is not.
   */
  boolean isList(String column) {
    return lists.contains(column);
  }

  /** Whether a record has one value at most, as far as the schema says. */
  private static boolean isSingle(Feature feature) {
    if (feature.hasShape()) {
      return feature.getShape().getDimList().stream().mapToLong(FixedShape.Dim::getSize).sum()
              == feature.getShape().getDimCount()
          && feature.getShape().getDimCount() <= 1;
    }
    return feature.hasValueCount()
        && feature.getValueCount().hasMax()
        && feature.getValueCount().getMax() <= 1;
  }

  private static CelType type(Feature feature) {
    CelType element =
        switch (feature.getType()) {
          case INT -> SimpleType.INT;
          case FLOAT -> SimpleType.DOUBLE;
          case BYTES -> SimpleType.STRING;
          case STRUCT, TYPE_UNKNOWN -> SimpleType.DYN;
        };
    if (!isSingle(feature)) {
      boolean nested =
          feature.getValueCounts().getValueCountCount() > 1 || feature.getShape().getDimCount() > 1;
      return ListType.create(nested ? SimpleType.DYN : element);
    }
    return element.equals(SimpleType.DYN) ? element : NullableType.create(element);
  }
}
