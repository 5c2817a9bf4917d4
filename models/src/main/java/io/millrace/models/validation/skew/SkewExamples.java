package io.millrace.models.validation.skew;

import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ExampleEncoder;
import io.millrace.models.data.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a batch as serialized {@code tf.Example}s. What is in lists of lists or structs is a
 * feature by its path, see {@code NestedFeature}.
 */
public final class SkewExamples {
  private final BytesColumn plain;
  private final List<NestedFeature> nested;

  /**
   * Encodes the rows.
   *
   * @throws IllegalArgumentException if a column has the name of a feature inside a struct
   */
  public SkewExamples(ColumnBatch rows) {
    List<Layout.Field> fields = new ArrayList<>();
    for (int i = 0; i < rows.layout().size(); i++) {
      if (!rows.column(i).isNested()) {
        fields.add(rows.layout().field(i));
      }
    }
    this.plain = new ExampleEncoder(fields).encode(rows);
    this.nested = NestedFeature.allOf(rows);
  }

  /** The example of a row. */
  public byte[] example(int row) throws IOException {
    if (nested.isEmpty()) {
      return plain.copy(row);
    }
    // Protocol buffers that stand one after the other are read as one.
    ByteArrayOutputStream example = new ByteArrayOutputStream();
    example.writeBytes(plain.copy(row));
    for (NestedFeature feature : nested) {
      if (feature.isPresent(row)) {
        example.writeBytes(FeatureBytes.example(feature.name(), feature.feature(row)));
      }
    }
    return example.toByteArray();
  }
}
