package io.millrace.models.validation.skew;

import io.millrace.models.data.ColumnBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Joins and compares two data sets of any size: what does not fit into memory waits in files. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (SkewJoin join = new SkewJoin(SkewOptions.joinedOn(List.of("id")), directory, 1L << 28)) {
 *   join.addBase(training);
 *   join.addTest(served);
 *   SkewSummary summary = join.summary();
 * }
 * }</pre>
 */
public final class SkewJoin implements Closeable {
  private final SkewOptions options;
  private final SkewKeys keys;
  private final SkewSummary withoutIds;
  private final SpilledExamples examples;

  /**
   * A join of nothing yet.
   *
   * @param directory for files that wait, which need not exist: it and they are deleted at the end
   * @param memory in bytes: of examples to hold at once, &gt; 0. Up to four times that is used.
   *     With {@code allowDuplicates} all examples of one identifier are held at once besides
   */
  public SkewJoin(SkewOptions options, Path directory, long memory) {
    if (memory <= 0) {
      throw new IllegalArgumentException("memory: " + memory + " (expected: > 0)");
    }
    this.options = options;
    this.keys = new SkewKeys(options);
    this.withoutIds = new SkewSummary(options);
    this.examples = new SpilledExamples(directory, memory);
  }

  public void addBase(ColumnBatch rows) throws IOException {
    add(rows, true);
  }

  public void addTest(ColumnBatch rows) throws IOException {
    add(rows, false);
  }

  private void add(ColumnBatch rows, boolean base) throws IOException {
    SkewExamples of = new SkewExamples(rows);
    for (int row = 0; row < rows.rows(); row++) {
      byte[] example = of.example(row);
      byte[] key = keys.key(example);
      if (key == null) {
        withoutIds.addWithoutId(base);
      } else {
        examples.add(key, base, example);
      }
    }
  }

  /** What the examples so far show. */
  public SkewSummary summary() throws IOException {
    SkewSummary summary = new SkewSummary(options);
    summary.merge(withoutIds);
    examples.forEachGroup(options, summary::add);
    return summary;
  }

  @Override
  public void close() throws IOException {
    examples.close();
  }
}
