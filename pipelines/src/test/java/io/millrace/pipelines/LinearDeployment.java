package io.millrace.pipelines;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.ColumnBatchBuilder;
import io.millrace.models.data.ExampleCodec;
import io.millrace.models.data.Layout;
import io.millrace.models.data.SourcePosition;
import io.millrace.models.data.ValueType;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.statistics.StatisticsOptions;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.config.Deployments;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.feedback.ExampleStore;
import io.millrace.transforms.storage.WriteWindows;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/** A small deployment in a directory of its own: a linear model of {@code x}, days from 2018 on. */
public final class LinearDeployment {
  public static final int ROWS_A_DAY = 60;
  public static final Layout COLUMNS = Layout.of(new Layout.Field("x", ValueType.FLOAT));

  private static final Instant START = Instant.parse("2018-01-01T00:00:00Z");
  private static final String YAML =
      """
      model: linear
      records:
        files: [records.csv]
        format: csv
        columns:
          - {name: id, type: string}
          - {name: at, type: timestamp}
          - {name: x, type: float}
        record_id: id
        event_time: {column: at, format: epoch_millis}
      labels:
        files: [labels.csv]
        format: csv
        columns:
          - {name: id, type: string}
          - {name: at, type: timestamp}
          - {name: y, type: float}
        record_id: id
        event_time: {column: at, format: epoch_millis}
        value: y
        horizon: P1D
      windows: {size: P1D}
      store: ROOT/store
      registry: {url: "jdbc:sqlite:ROOT/registry.db", models: ROOT/models}
      bootstrap: {from: 2018-01-01, to: 2018-01-11}
      features: [{name: x, transform: numeric}]
      training:
        window: P10D
        hidden: []
        learning_rate: 0.05
        batch_size: 32
        epochs: 20
        l2: 0
        recency_half_life: PT0S
        holdout: {span: P5D, share: 0.5}
        initial_holdout: {span: P5D, share: 0.5}
        minimum_examples: 100
      gates:
        - {gate: better_than_champion, minimum_improvement: 0.02}
        - {gate: minimum_rows, rows: 30}
      """;

  private LinearDeployment() {}

  /** Writes the configuration and gives its file. */
  public static Path file(Path root) throws IOException {
    Path file = root.resolve("millrace.yaml");
    Files.writeString(file, YAML.replace("ROOT", root.toString()));
    return file;
  }

  public static Deployment in(Path root) throws Exception {
    return Deployments.load(file(root), Map.of());
  }

  /** The start of the so-many-th day, from 1 on. */
  public static Instant day(int number) {
    return START.plus(Duration.ofDays(number - 1L));
  }

  /** The rows of a day: x runs from 1 to 10. */
  public static ColumnBatch rows(int day) {
    return rows(day, false);
  }

  /** The rows of a day; every tenth lacks x if asked for. */
  public static ColumnBatch rows(int day, boolean lacking) {
    ColumnBatchBuilder rows = new ColumnBatchBuilder(COLUMNS, false);
    long start = day(day).toEpochMilli();
    for (int i = 0; i < ROWS_A_DAY; i++) {
      if (!lacking || i % 10 != 0) {
        rows.append(0, x(i));
      }
      byte[] id = id(day, i).getBytes(StandardCharsets.UTF_8);
      rows.endRow(id, start + i * 60_000L, new SourcePosition("test", -1, i), new byte[0]);
    }
    return rows.build();
  }

  public static String id(int day, int row) {
    return "d" + day + "r" + row;
  }

  public static double x(int row) {
    return 1 + 9.0 * row / (ROWS_A_DAY - 1);
  }

  /** A fixed error of a row's label, from -0.5 to 0.5, which no model can learn. */
  public static double noise(int row) {
    return (row * 37 % 11) / 10.0 - 0.5;
  }

  /** Writes labelled examples of these days into the store, a file a day. */
  public static void store(Deployment deployment, int from, int to, DoubleUnaryOperator label)
      throws IOException {
    store(deployment, from, to, LinearDeployment::rows, label);
  }

  /**
   * Writes labelled examples of these rows of a day; the label is that of a row with all values.
   */
  public static void store(
      Deployment deployment,
      int from,
      int to,
      IntFunction<ColumnBatch> rowsOfDay,
      DoubleUnaryOperator label)
      throws IOException {
    ExampleStore store = new ExampleStore(new StoreLayout(deployment.store()).examples());
    for (int day = from; day <= to; day++) {
      ColumnBatch rows = rowsOfDay.apply(day);
      ExampleCodec codec = new ExampleCodec(rows.layout());
      int[] positions = codec.resolve(rows);
      List<byte[]> examples = new ArrayList<>();
      for (int i = 0; i < rows.rows(); i++) {
        byte[] row = codec.encode(rows, positions, i, Double.NaN, 0);
        double y = label.applyAsDouble(x(i)) + noise(i);
        examples.add(codec.withLabel(row, y, rows.eventTime(i) + 1));
      }
      store.write(day(day).toEpochMilli(), day(day + 1).toEpochMilli(), 0, codec, examples);
    }
  }

  /** Writes the statistics of the first ten days, as the pipeline does. */
  public static void writeStatistics(Deployment deployment) throws IOException {
    for (int day = 1; day <= 10; day++) {
      SlicedStatistics statistics = new SlicedStatistics(StatisticsOptions.defaults());
      statistics.add(rows(day));
      Path window =
          Path.of(
              new StoreLayout(deployment.store()).statistics(),
              WriteWindows.windowName(day(day).toEpochMilli(), day(day + 1).toEpochMilli()));
      Files.createDirectories(window);
      try (DataOutputStream out =
          new DataOutputStream(
              Files.newOutputStream(window.resolve("FeatureStats.pb.accumulator")))) {
        statistics.writeTo(out);
      }
    }
  }
}
