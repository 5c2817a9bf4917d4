package io.millrace.transforms.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;

/** Elements of any type, by the features that are told of them. */
final class FeatureColumns<T> implements ElementColumns<T> {
  private static final byte[] NO_BYTES = {};

  private final Features<T> features;
  private final ColumnBatchBuilder rows = new ColumnBatchBuilder(Layout.of(), false);
  private final FeatureRow row = new FeatureRow(rows);

  FeatureColumns(Features<T> features) {
    this.features = features;
  }

  @Override
  public boolean add(T element, long eventTimeMillis) throws Exception {
    try {
      features.write(element, row);
    } catch (Exception e) {
      rows.discardRow();
      throw e;
    }
    SourcePosition position = new SourcePosition("elements", -1, rows.rows());
    rows.endRow(null, eventTimeMillis, position, NO_BYTES);
    return true;
  }

  @Override
  public ColumnBatch take() {
    return rows.build();
  }
}
