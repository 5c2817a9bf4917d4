package io.millrace.models.validation.skew;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.millrace.models.data.BytesColumn;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.statistics.Batches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.data_validation.FeatureSkew;
import org.tensorflow.data_validation.MatchStats;

class SkewFilesTest {
  @Test
  void writesARecordAMessage(@TempDir Path directory) throws Exception {
    ColumnBatch base = Batches.of("id", BytesColumn.of("1"), "x", Batches.ints(1L));
    ColumnBatch test = Batches.of("id", BytesColumn.of("1"), "x", Batches.ints(2L));
    SkewOptions options = SkewOptions.joinedOn(List.of("id")).withSampleSize(1);
    Path out = directory.resolve("out");
    try (SkewJoin join = new SkewJoin(options, directory.resolve("waiting"), 1_000)) {
      join.addBase(base);
      join.addTest(test);
      SkewFiles.write(out, join.summary());
    }

    assertThat(FeatureSkew.parseFrom(onlyRecord(out, "skew_results")).getMismatchCount())
        .isEqualTo(1);
    assertThat(MatchStats.parseFrom(onlyRecord(out, "match_stats")).getMatchingPairsCount())
        .isEqualTo(1);
    assertThat(Files.size(out.resolve("confusion_pairs-00000-of-00001"))).isZero();
    assertThat(onlyRecord(out, "skew_pairs")).containsSequence(new SkewExamples(base).example(0));
  }

  private static byte[] onlyRecord(Path directory, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(name + "-00000-of-00001"));
    ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame.getLong(0)).isEqualTo(bytes.length - 16);
    assertThat(frame.getInt(8)).isEqualTo(masked(bytes, 0, 8));
    assertThat(frame.getInt(bytes.length - 4)).isEqualTo(masked(bytes, 12, bytes.length - 16));
    return Arrays.copyOfRange(bytes, 12, bytes.length - 4);
  }

  private static int masked(byte[] bytes, int from, int length) {
    int crc = Hashing.crc32c().hashBytes(bytes, from, length).asInt();
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }
}
