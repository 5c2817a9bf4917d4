package io.millrace.models.statistics;

import io.millrace.models.data.Column;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.data.ListColumn;
import io.millrace.models.data.StructColumn;
import io.millrace.models.data.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which columns of several batches go to which feature, down lists and structs; so that what
 * there is to be done for one feature can be done at once, beside that of others.
 */
final class FeatureTasks {
  /** Where features are found by path. */
  interface Features {
    FeatureStatistics of(FeaturePath path, FeatureShape shape);
  }

  private final Features features;
  private final @Nullable List<FeaturePath> allowed;
  private final Map<FeatureStatistics, Task> tasks = new LinkedHashMap<>();

  /** None yet; of all features, or of those that are allowed. */
  FeatureTasks(Features features, @Nullable List<FeaturePath> allowed) {
    this.features = features;
    this.allowed = allowed;
  }

  /** A task a feature. */
  Collection<Task> all() {
    return tasks.values();
  }

  void add(ColumnBatch batch, ExampleWeights weights) {
    for (int i = 0; i < batch.layout().size(); i++) {
      add(FeaturePath.of(batch.layout().field(i).name()), batch.column(i), weights);
    }
  }

  private void add(FeaturePath path, Column column, ExampleWeights weights) {
    if (!isWanted(path)) {
      return;
    }
    FeatureShape shape = FeatureShape.of(column);
    FeatureStatistics feature = features.of(path, shape);
    tasks.computeIfAbsent(feature, Task::new).add(column, weights.of(path));
    if (column.type() == ValueType.STRUCT && feature.shape().isLike(shape)) {
      addChildren(path, column, weights);
    }
  }

  /** What is below a wanted path is wanted, and what is above it, as what it is relative to. */
  private boolean isWanted(FeaturePath path) {
    if (allowed == null) {
      return true;
    }
    for (FeaturePath wanted : allowed) {
      if (wanted.contains(path) || path.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  private void addChildren(FeaturePath path, Column column, ExampleWeights weights) {
    Column at = column;
    ExampleWeights inner = weights.ofValues(at);
    while (at instanceof ListColumn list) {
      at = list.elements();
      inner = inner.ofValues(at);
    }
    if (at instanceof StructColumn structs) {
      Layout children = structs.children();
      for (int i = 0; i < children.size(); i++) {
        add(path.child(children.field(i).name()), structs.column(i), inner);
      }
    }
  }

  /** Adds columns to a feature, in the order in which they came. */
  static final class Task implements Runnable {
    private final FeatureStatistics feature;
    private final List<Column> columns = new ArrayList<>();
    private final List<double @Nullable []> weights = new ArrayList<>();
    private long moreBytes;

    Task(FeatureStatistics feature) {
      this.feature = feature;
    }

    void add(Column column, double @Nullable [] columnWeights) {
      columns.add(column);
      weights.add(columnWeights);
    }

    @Override
    public void run() {
      ColumnScratch scratch = ColumnScratch.ofThread();
      long before = feature.bytes();
      for (int i = 0; i < columns.size(); i++) {
        feature.add(columns.get(i), weights.get(i), scratch);
      }
      moreBytes = feature.bytes() - before;
    }

    /** By how many bytes the feature's sketches grew. */
    long moreBytes() {
      return moreBytes;
    }
  }
}
