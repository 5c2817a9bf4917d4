package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.inference.tensors.TensorSpec;

/** The rows of a probe call: zeros and empty strings for every input of a signature. */
final class ProbeRows {
  /** Two, so that a model whose output does not follow the number of rows is found out. */
  private static final int ROWS = 2;

  private ProbeRows() {}

  static ColumnBatch of(ModelSignature signature) {
    ColumnBatchBuilder rows = new ColumnBatchBuilder(Layout.of(), false);
    for (int row = 0; row < ROWS; row++) {
      for (TensorSpec input : signature.inputs()) {
        ValueType type = input.type().column();
        int column = rows.column(input.name(), type);
        switch (type) {
          case INT -> rows.append(column, 0L);
          case FLOAT -> rows.append(column, 0d);
          case STRING -> rows.append(column, new byte[0]);
          case STRUCT -> throw new AssertionError("no tensor has structs");
        }
      }
      rows.endRow(new byte[] {'0'}, 0, new SourcePosition("probe", -1, row), new byte[0]);
    }
    return rows.build();
  }
}
