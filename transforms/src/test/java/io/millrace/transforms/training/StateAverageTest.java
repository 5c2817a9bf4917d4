package io.millrace.transforms.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.training.checkpoints.TrainingState;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.rows.IdCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateAverageTest {
  private static final EncodedLayout NO_IDS = new EncodedLayout(1, List.of(), List.of());

  @Test
  void aShardCountsByItsRows() {
    StateAverage average = new StateAverage(new IdCounts(NO_IDS));
    average.add(shard(100, 2.0, 7, 4, 1f, -8f));
    average.add(shard(300, 1.0, 9, 4, 3f, 0f));
    ShardEpoch mean = average.mean();
    assertThat(mean.rows()).isEqualTo(400);
    // (100 · 1 + 300 · 3) / 400 and (100 · -8 + 300 · 0) / 400
    assertThat(mean.state().arrays().get("w")).containsExactly(2.5f, -2f);
    assertThat(mean.loss()).isEqualTo(1.25);
    assertThat(mean.state().step()).isEqualTo(9);
    assertThat(mean.state().epoch()).isEqualTo(4);
  }

  @Test
  void anEmptyShardDoesNotCount() {
    StateAverage average = new StateAverage(new IdCounts(NO_IDS));
    average.add(shard(10, 2.0, 7, 4, 1f, 2f));
    average.add(shard(0, 0, 6, 3, 100f, 100f));
    assertThat(average.mean().state().arrays().get("w")).containsExactly(1f, 2f);
    assertThat(average.mean().state().epoch()).isEqualTo(4);
  }

  @Test
  void aShardsEpochIsReadAsItWasWritten() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    shard(100, 2.0, 7, 4, 1f, -8f).writeTo(new DataOutputStream(bytes));
    ShardEpoch read =
        ShardEpoch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.rows()).isEqualTo(100);
    assertThat(read.loss()).isEqualTo(2.0);
    assertThat(read.state().step()).isEqualTo(7);
    assertThat(read.state().arrays().get("w")).containsExactly(1f, -8f);
  }

  private static ShardEpoch shard(long rows, double loss, long step, int epoch, float... weights) {
    return new ShardEpoch(
        rows, loss, new IdCounts(NO_IDS), new TrainingState(step, epoch, Map.of("w", weights)));
  }
}
