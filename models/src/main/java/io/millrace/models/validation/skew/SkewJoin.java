package io.millrace.models.validation.skew;

import com.google.protobuf.ByteString;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins and compares two data sets that fit into memory. Not thread-safe.
 *
 * <pre>{@code
 * SkewJoin join = new SkewJoin(SkewOptions.joinedOn(List.of("id")));
 * join.addBase(training);
 * join.addTest(served);
 * SkewSummary summary = join.summary();
 * }</pre>
 */
public final class SkewJoin {
  private final SkewOptions options;
  private final SkewKeys keys;
  private final SkewSummary withoutIds;
  private final Map<ByteString, Sides> sides = new HashMap<>();

  private record Sides(List<byte[]> bases, List<byte[]> tests) {}

  public SkewJoin(SkewOptions options) {
    this.options = options;
    this.keys = new SkewKeys(options);
    this.withoutIds = new SkewSummary(options);
  }

  public void addBase(ColumnBatch rows) throws IOException {
    add(rows, true);
  }

  public void addTest(ColumnBatch rows) throws IOException {
    add(rows, false);
  }

  private void add(ColumnBatch rows, boolean base) throws IOException {
    BytesColumn examples = SkewKeys.examples(rows);
    for (int row = 0; row < rows.rows(); row++) {
      byte[] example = examples.copy(row);
      byte[] key = keys.key(example);
      if (key == null) {
        withoutIds.addWithoutId(base);
      } else {
        Sides found =
            sides.computeIfAbsent(
                ByteString.copyFrom(key), k -> new Sides(new ArrayList<>(1), new ArrayList<>(1)));
        (base ? found.bases : found.tests).add(example);
      }
    }
  }

  /** What the examples so far show. */
  public SkewSummary summary() throws IOException {
    SkewSummary summary = new SkewSummary(options);
    summary.merge(withoutIds);
    for (Map.Entry<ByteString, Sides> joined : sides.entrySet()) {
      Sides found = joined.getValue();
      summary.add(joined.getKey().toByteArray(), found.bases, found.tests);
    }
    return summary;
  }
}
