package io.millrace.models.training;

import io.millrace.models.training.checkpoints.EpochPosition;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.RowWindow;
import io.millrace.models.training.rows.Shuffle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Epochs of steps, in mini-batches whose order is another every epoch. The order comes from the
 * seed and the epoch's number, so that a training that goes on after a pause sees what it would
 * have seen without.
 */
final class TrainingLoop {
  private final TrainingSpec spec;
  private final TrainableModel model;
  private final RowStore rows;
  private final @Nullable RowStore validation;
  private final TrainingProgress progress;
  private final CheckpointWriter checkpoints;
  private final long stepsPerEpoch;
  private EpochPosition position;
  private @Nullable TrainingState best;
  private long step;
  private double rate;

  /**
   * What a training found.
   *
   * @param state that is to be exported
   * @param epochs made in this training
   * @param loss of the last epoch
   * @param validationLoss of the state; NaN without validation
   * @param bestEpoch whose state it is
   */
  record Outcome(
      TrainingState state, int epochs, double loss, double validationLoss, int bestEpoch) {}

  /**
   * Where a training begins.
   *
   * @param step steps done before
   * @param best the state of the position's best epoch, if it is kept
   */
  record Start(EpochPosition position, long step, @Nullable TrainingState best) {}

  TrainingLoop(
      TrainingSpec spec,
      TrainableModel model,
      RowStore rows,
      @Nullable RowStore validation,
      TrainingProgress progress,
      CheckpointWriter checkpoints,
      Start start) {
    this.spec = spec;
    this.model = model;
    this.rows = rows;
    this.validation = validation;
    this.progress = progress;
    this.checkpoints = checkpoints;
    this.stepsPerEpoch = rows.steps(spec.batchSize());
    this.position = start.position();
    this.step = start.step();
    this.best = start.best();
  }

  Outcome run() throws IOException {
    int first = position.lastEpoch() - spec.epochs() + 1;
    double loss = Double.NaN;
    double validationLoss = Double.NaN;
    int last = 0;
    while (position.epoch() <= position.lastEpoch() && !hasStopped()) {
      last = position.epoch();
      long start = System.nanoTime();
      long from = position.stepsDone();
      loss = trainEpoch();
      double seconds = (System.nanoTime() - start) / 1e9;
      validationLoss = validation == null ? Double.NaN : model.loss(validation);
      double speed =
          seconds == 0
              ? 0
              : rows.rows() * (double) (position.stepsDone() - from) / stepsPerEpoch / seconds;
      end(last, loss, validationLoss, speed);
    }
    TrainingState state = best;
    if (state == null) {
      return new Outcome(model.state(step, last), last - first + 1, loss, validationLoss, last);
    }
    return new Outcome(state, last - first + 1, loss, position.bestLoss(), position.bestEpoch());
  }

  private boolean hasStopped() {
    EarlyStopping stopping = spec.earlyStopping();
    return stopping != null && stopping.ends(position.epoch() - 1, position.bestEpoch());
  }

  /** Trains the rest of the epoch that is under way; its mean loss, with the part before. */
  double trainEpoch() throws IOException {
    long seed = Shuffle.seed(spec.seed(), position.epoch());
    long skipped = position.stepsDone();
    int number = 0;
    for (int[] chunks : rows.windows(seed)) {
      int steps = (rows.rowsOf(chunks) + spec.batchSize() - 1) / spec.batchSize();
      if (skipped >= steps) {
        skipped -= steps;
      } else {
        RowWindow window = rows.open(chunks);
        int[] order = Shuffle.order(window.count(), Shuffle.seed(seed, number));
        trainWindow(window, order, (int) skipped * spec.batchSize());
        skipped = 0;
      }
      number++;
    }
    return position.lossSum() / rows.rows();
  }

  /** How many steps were made. */
  long step() {
    return step;
  }

  private void trainWindow(RowWindow window, int[] order, int start) throws IOException {
    for (int from = start; from < order.length; from += spec.batchSize()) {
      int size = Math.min(spec.batchSize(), order.length - from);
      rate =
          spec.optimizer()
              .learningRate()
              .at(position.epoch() - 1, position.stepsDone(), stepsPerEpoch, position.lastEpoch());
      double loss = model.step(new RowBatch(window, order, from, size), ++step, rate);
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException(
            "loss: "
                + loss
                + " in step "
                + step
                + ", epoch "
                + position.epoch()
                + " (expected: finite; a lower learning rate or a clip norm may help)");
      }
      position = position.afterStep(loss * size);
      progress.stepEnded(new StepReport(step, position.epoch(), size, loss, rate));
      checkpoints.stepEnded(model, position, step, best);
    }
  }

  private void end(int epoch, double loss, double validationLoss, double speed) {
    EarlyStopping stopping = spec.earlyStopping();
    boolean better =
        stopping == null
            ? validationLoss < position.bestLoss()
            : stopping.isBetter(validationLoss, position.bestLoss());
    if (better && stopping != null) {
      best = model.state(step, epoch);
    }
    position = position.nextEpoch(better, validationLoss);
    progress.epochEnded(
        new EpochReport(
            epoch,
            position.lastEpoch(),
            step,
            loss,
            validationLoss,
            better || validation == null,
            rate,
            speed));
  }
}
