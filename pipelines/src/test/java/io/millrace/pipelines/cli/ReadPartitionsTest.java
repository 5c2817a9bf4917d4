package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadPartitionsTest {
  private final Path checkpoints;

  ReadPartitionsTest(@TempDir Path root) {
    checkpoints = root.resolve("checkpoints");
  }

  @Test
  void partitionsThatWouldNeverBeReadAreRefused() throws Exception {
    partitions(4, 2).note(checkpoints);
    assertThatCode(() -> partitions(4, 2).requireSame(checkpoints)).doesNotThrowAnyException();
    assertThatThrownBy(() -> partitions(4, 3).requireSame(checkpoints))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "labels.kafka.topic: 3 partitions (expected: the 2 that the checkpoint reads;")
        .hasMessageContaining("`--anew`");
    partitions(6, 3).note(checkpoints);
    assertThatCode(() -> partitions(6, 3).requireSame(checkpoints)).doesNotThrowAnyException();
  }

  @Test
  void whereNothingIsNotedTheyAreNotedNow() throws Exception {
    partitions(4, 2).requireSame(checkpoints);
    assertThatThrownBy(() -> partitions(5, 2).requireSame(checkpoints))
        .hasMessageStartingWith("records.kafka.topic: 5 partitions (expected: the 4 ");
  }

  private static ReadPartitions partitions(int records, int labels) {
    return new ReadPartitions(Map.of("records", records, "labels", labels));
  }
}
