package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.rows.RowStore;
import io.millrace.models.training.rows.TrainingData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochTrainerTest {
  private static final List<ColumnBatch> ROWS = Trips.rows(300, 30, 1);

  @Test
  void epochsOneByOneAreATraining(@TempDir Path root) throws Exception {
    TrainingSpec spec = Trips.spec().epochs(3).build();
    new Trainer(spec, "y").train(ROWS, root.resolve("model"), TrainingProgress.NONE);
    TrainingState whole = TrainingAssets.read(root.resolve("model")).state();
    FittedSpec fitted = FittedSpec.fit(spec, "y", TrainingData.of(ROWS));
    TrainingState state;
    try (EpochTrainer first = new EpochTrainer(fitted)) {
      state = first.start(null);
    }
    for (int epoch = 1; epoch <= 3; epoch++) {
      try (EpochTrainer trainer = new EpochTrainer(FittedSpec.fromJson(fitted.toJson()));
          RowStore rows = trainer.encode(TrainingData.of(ROWS), Trainer.MEMORY)) {
        state = trainer.train(state, 3, rows).state();
      }
    }
    assertThat(state.step()).isEqualTo(whole.step());
    assertThat(state.epoch()).isEqualTo(3);
    assertThat(state.arrays().keySet()).isEqualTo(whole.arrays().keySet());
    for (String name : whole.arrays().keySet()) {
      assertThat(state.arrays().get(name)).as(name).isEqualTo(whole.arrays().get(name));
    }
  }
}
