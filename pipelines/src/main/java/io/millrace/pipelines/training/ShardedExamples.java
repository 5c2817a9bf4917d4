package io.millrace.pipelines.training;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.registry.DataWindow;
import io.millrace.models.training.rows.BatchCursor;
import io.millrace.models.training.rows.TrainingData;
import io.millrace.pipelines.config.ConfigurationException;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.DeploymentSource;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.feedback.ExampleStore;
import io.millrace.transforms.training.ShardRows;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The training rows of a window, in shards by the hash of their record ids: a row is in the same
 * shard every time, wherever it is read. Every shard reads all files of the window and keeps its
 * own rows.
 *
 * @param source with all excluded spans among its settings
 * @param from of the window, in milliseconds
 * @param to of the window, in milliseconds
 */
record ShardedExamples(DeploymentSource source, long from, long to, int shards)
    implements ShardRows {

  static ShardedExamples of(Deployment deployment, DataWindow window, List<DataWindow> excluded) {
    String spans =
        excluded.stream()
            .map(span -> "{from: '" + span.from() + "', to: '" + span.to() + "'}")
            .collect(Collectors.joining(", ", "[", "]"));
    return new ShardedExamples(
        deployment.source().with(Map.of("training.exclude", spans)),
        window.from().toEpochMilli(),
        window.to().toEpochMilli(),
        deployment.training().shards());
  }

  @Override
  public TrainingData of(int shard) throws IOException {
    return read((division, batch, row) -> division.shard(batch, row, shards) == shard);
  }

  @Override
  public TrainingData all(int count) throws IOException {
    return read((division, batch, row) -> true);
  }

  private interface Wanted {
    boolean has(Division division, ColumnBatch batch, int row);
  }

  private TrainingData read(Wanted wanted) throws IOException {
    Deployment deployment;
    try {
      deployment = source.load();
    } catch (ConfigurationException e) {
      throw new IOException(e);
    }
    DataWindow window = new DataWindow(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    Division division =
        new Division(
            window,
            deployment.training().holdout(),
            deployment.training().validation(),
            deployment.training().learning().seed());
    StoredExamples stored =
        new StoredExamples(
            new ExampleStore(new StoreLayout(deployment.store()).examples()),
            window,
            deployment.training().exclude());
    return () -> {
      BatchCursor all = stored.open();
      return () -> next(all, division, wanted);
    };
  }

  private static @Nullable ColumnBatch next(BatchCursor all, Division division, Wanted wanted)
      throws IOException {
    for (ColumnBatch batch = all.next(); batch != null; batch = all.next()) {
      int[] rows = new int[batch.rows()];
      int count = 0;
      for (int row = 0; row < batch.rows(); row++) {
        if (division.side(batch, row) == Side.TRAINING && wanted.has(division, batch, row)) {
          rows[count++] = row;
        }
      }
      if (count > 0) {
        return batch.select(rows, count);
      }
    }
    return null;
  }
}
