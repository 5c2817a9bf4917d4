package io.millrace.benchmarks.training;

import io.millrace.benchmarks.inference.BenchmarkModel;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.FloatColumn;
import io.millrace.models.training.EpochReport;
import io.millrace.models.training.Trainer;
import io.millrace.models.training.TrainingProgress;
import io.millrace.models.training.TrainingSpec;
import io.millrace.models.training.TrainingStart;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.Regression;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.rows.Shuffle;
import io.millrace.models.training.rows.TrainingData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rows a second that are trained on, against a bare loop over TensorFlow. Both compute on the
 * thread that calls and are timed by what it computed, so that others on the machine do not count;
 * the last column is by the clock, with everything from reading to the written model.
 */
@Command(
    name = "training",
    description = "Trains a network with our trainer and with a bare TensorFlow loop, in turns.",
    mixinStandardHelpOptions = true)
public final class TrainingBenchmark implements Callable<Integer> {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final int SLICE = 4096;
  private static final int DIMENSIONS = 8;

  @Option(names = "--rows", description = "Rows (default: ${DEFAULT-VALUE}).")
  private int rows = 400_000;

  @Option(names = "--epochs", description = "Epochs of a turn (default: ${DEFAULT-VALUE}).")
  private int epochs = 3;

  @Option(names = "--batch", description = "Rows of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 512;

  @Option(names = "--turns", description = "Turns, of which the best count (default: 3).")
  private int turns = 3;

  @Option(names = "--memory", description = "Bytes for rows in memory (default: as always).")
  private long memory = Trainer.MEMORY;

  @Override
  public Integer call() throws Exception {
    int[] hidden = {64, 32};
    List<ColumnBatch> data = new ArrayList<>();
    for (int from = 0; from < rows; from += SLICE) {
      data.add(BenchmarkModel.rows(Math.min(SLICE, rows - from), from));
    }
    float[] numbers = new float[rows * BenchmarkModel.NUMBERS];
    int[] ids = new int[rows * BenchmarkModel.VOCABULARIES.length];
    float[] labels = new float[rows];
    encodeByHand(data, numbers, ids, labels);
    TrainingSpec spec =
        TrainingSpec.builder(BenchmarkModel.features(DIMENSIONS))
            .objective(new Regression(Loss.SQUARED, LabelTransform.IDENTITY))
            .shape(ModelShape.mlp(hidden[0], hidden[1]))
            .optimizer(OptimizerSpec.adam(LearningRate.constant(0.005)))
            .batchSize(batch)
            .epochs(epochs)
            .l2(0)
            .build();
    double bare = 0;
    double ours = 0;
    double whole = 0;
    System.out.printf(
        "%12s %12s %8s %22s%n", "bare ex/s", "ours ex/s", "ratio", "with reading, encoding");
    for (int turn = 0; turn < turns; turn++) {
      try (BareTraining loop =
          new BareTraining(
              BenchmarkModel.NUMBERS, BenchmarkModel.VOCABULARIES, DIMENSIONS, hidden)) {
        for (int epoch = 0; epoch < epochs; epoch++) {
          long start = THREAD.getCurrentThreadCpuTime();
          loop.epoch(numbers, ids, labels, Shuffle.order(rows, epoch), batch);
          bare = Math.max(bare, rows / ((THREAD.getCurrentThreadCpuTime() - start) / 1e9));
        }
      }
      Fastest fastest = new Fastest(rows);
      Path directory = Files.createTempDirectory("millrace-training").resolve("model");
      long start = System.nanoTime();
      new Trainer(spec, "label")
          .withMemory(memory)
          .train(TrainingData.of(data), null, directory, fastest);
      whole = Math.max(whole, (double) rows * epochs / ((System.nanoTime() - start) / 1e9));
      ours = Math.max(ours, fastest.examplesPerSecond);
      System.out.printf("%,12.0f %,12.0f %8.2f %,22.0f%n", bare, ours, ours / bare, whole);
    }
    return 0;
  }

  private static final class Fastest implements TrainingProgress {
    private final int rows;
    private double examplesPerSecond;
    private long since;

    Fastest(int rows) {
      this.rows = rows;
    }

    @Override
    public void started(TrainingStart start) {
      since = THREAD.getCurrentThreadCpuTime();
    }

    @Override
    public void epochEnded(EpochReport epoch) {
      long now = THREAD.getCurrentThreadCpuTime();
      examplesPerSecond = Math.max(examplesPerSecond, rows / ((now - since) / 1e9));
      since = now;
    }
  }

  private static void encodeByHand(
      List<ColumnBatch> data, float[] numbers, int[] ids, float[] labels) {
    SplittableRandom random = new SplittableRandom(1);
    int slots = BenchmarkModel.VOCABULARIES.length;
    int row = 0;
    for (ColumnBatch batch : data) {
      FloatColumn label = (FloatColumn) batch.column(batch.layout().indexOf("label"));
      for (int i = 0; i < batch.rows(); i++, row++) {
        for (int n = 0; n < BenchmarkModel.NUMBERS; n++) {
          numbers[row * BenchmarkModel.NUMBERS + n] =
              (float) ((FloatColumn) batch.column(n)).value(i);
        }
        for (int s = 0; s < slots; s++) {
          // Any ids will do for the time that it takes.
          ids[row * slots + s] = random.nextInt(BenchmarkModel.VOCABULARIES[s]);
        }
        labels[row] = (float) label.value(i);
      }
    }
  }
}
