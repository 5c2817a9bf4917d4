package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.Manifest;
import io.millrace.models.training.checkpoints.CheckpointDirectory;
import io.millrace.models.training.network.ModelShape;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointIT {
  private static final List<ColumnBatch> ROWS = Trips.rows(9000, 30, 1);
  private static final List<ColumnBatch> VALIDATION = Trips.rows(500, 30, 2);
  private static final TrainingSpec SPEC =
      Trips.spec()
          .shape(ModelShape.wideAndDeep(8).withDropout(0.1))
          .epochs(3)
          .earlyStopping(new EarlyStopping(1))
          .build();

  private final Path root;
  private final CheckpointDirectory checkpoints;

  CheckpointIT(@TempDir Path root) {
    this.root = root;
    this.checkpoints = new CheckpointDirectory(root.resolve("checkpoints"), 50, Duration.ofDays(1));
  }

  /** In memory, and from a file where a window has one chunk of 4096 rows. */
  @ParameterizedTest
  @ValueSource(longs = {Trainer.MEMORY, 200_000})
  void aResumedTrainingIsTheSameBitByBit(long memory) throws Exception {
    Trainer trainer = new Trainer(SPEC, "y").withMemory(memory);
    TrainingSummary whole = run(trainer, "whole", new Recorder(Long.MAX_VALUE));
    Trainer checked = trainer.withCheckpoints(checkpoints);
    // In the first epoch, soon after the second checkpoint of a later one, and in the last.
    for (long step : List.of(60L, 210L, 390L)) {
      Recorder killed = new Recorder(step);
      assertThatThrownBy(() -> run(checked, "killed", killed)).hasMessage("killed");
      assertThat(killed.start.resumed()).isEqualTo(step > 60);
      assertThat(killed.start.step()).isEqualTo(step > 60 ? killed.firstStep - 1 : 0);
    }
    TrainingSummary resumed = run(checked, "resumed", new Recorder(Long.MAX_VALUE));
    assertThat(Manifest.write(root.resolve("resumed")).files())
        .isEqualTo(Manifest.write(root.resolve("whole")).files());
    assertThat(resumed.validationLoss()).isEqualTo(whole.validationLoss());
    assertThat(resumed.finalLoss()).isEqualTo(whole.finalLoss());
    assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
  }

  @Test
  void goesBackToTheCheckpointBeforeADamagedOne() throws Exception {
    Trainer trainer = new Trainer(SPEC, "y").withCheckpoints(checkpoints);
    assertThatThrownBy(() -> run(trainer, "killed", new Recorder(130))).hasMessage("killed");
    Path newest = checkpoints.directory().resolve("checkpoint-000000000000100");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    Recorder again = new Recorder(Long.MAX_VALUE);
    run(trainer, "again", again);
    assertThat(again.start.step()).isEqualTo(50);
    assertThat(again.left).hasSize(1);
    assertThat(again.left.get(0)).contains("checkpoint-000000000000100", "checksum");
  }

  @Test
  void beginsAnewWhenTheTrainingOrItsRowsAreOthers() throws Exception {
    Trainer trainer = new Trainer(SPEC, "y").withCheckpoints(checkpoints);
    assertThatThrownBy(() -> run(trainer, "killed", new Recorder(130))).hasMessage("killed");
    Recorder otherRows = new Recorder(60);
    assertThatThrownBy(
            () ->
                trainer.train(
                    TrainingData.of(ROWS.subList(1, ROWS.size())),
                    TrainingData.of(VALIDATION),
                    root.resolve("other"),
                    otherRows))
        .hasMessage("killed");
    assertThat(otherRows.start.resumed()).isFalse();
    assertThat(otherRows.left).containsExactly(checkpoints.directory() + " of other rows");
    Recorder otherSpec = new Recorder(60);
    Trainer wider = new Trainer(SPEC.toBuilder().seed(9).build(), "y").withCheckpoints(checkpoints);
    assertThatThrownBy(() -> run(wider, "wider", otherSpec)).hasMessage("killed");
    assertThat(otherSpec.start.resumed()).isFalse();
    assertThat(otherSpec.left).containsExactly(checkpoints.directory() + " of another training");
  }

  private TrainingSummary run(Trainer trainer, String name, TrainingProgress progress)
      throws Exception {
    return trainer.train(
        TrainingData.of(ROWS), TrainingData.of(VALIDATION), root.resolve(name), progress);
  }

  /** Notes what it is told, and ends the training at a step. */
  private static final class Recorder implements TrainingProgress {
    private final long lastStep;
    private final List<String> left = new ArrayList<>();
    private TrainingStart start = new TrainingStart(0, 0, 0, 0, -1, false);
    private long firstStep;

    Recorder(long lastStep) {
      this.lastStep = lastStep;
    }

    @Override
    public void started(TrainingStart started) {
      start = started;
    }

    @Override
    public void stepEnded(StepReport step) {
      firstStep = firstStep == 0 ? step.step() : firstStep;
      if (step.step() == lastStep) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void checkpointLeft(Path file, String why) {
      left.add(file + " " + why);
    }
  }
}
