package io.millrace.transforms.coders;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.RawRecord;
import io.millrace.models.data.SourcePosition;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class DataCodersTest {
  private static final SourcePosition POSITION = new SourcePosition("topic", 3, 99);

  @Test
  void recordsComeBack() throws Exception {
    RawRecord record =
        again(DataCoders.RAW_RECORD, new RawRecord(new byte[] {1, 2}, POSITION, 1234));
    assertThat(record.value()).containsExactly(1, 2);
    assertThat(record.position()).isEqualTo(POSITION);
    assertThat(record.timestamp()).isEqualTo(1234);
    assertThat(again(DataCoders.RAW_RECORD, new RawRecord(null, POSITION, 0)).value()).isNull();
  }

  @Test
  void deadLettersComeBackWholeThoughTheirReasonIsCut() throws Exception {
    byte[] original = new byte[100_000];
    original[99_999] = 7;
    DeadLetter letter =
        again(
            DataCoders.DEAD_LETTER,
            new DeadLetter(original, "decode", "\u20ac".repeat(50_000), -5L, POSITION));
    assertThat(letter.original()).isEqualTo(original);
    assertThat(letter.stage()).isEqualTo("decode");
    assertThat(letter.reason()).isEqualTo("\u20ac".repeat(10_000));
    assertThat(letter.eventTime()).isEqualTo(-5);
    assertThat(letter.position()).isEqualTo(POSITION);
    DeadLetter timeless = new DeadLetter(new byte[0], "label", "", null, POSITION);
    assertThat(again(DataCoders.DEAD_LETTER, timeless).eventTime()).isNull();
  }

  private static <T> T again(Coder<T> coder, T value) throws Exception {
    return CoderUtils.decodeFromByteArray(coder, CoderUtils.encodeToByteArray(coder, value));
  }
}
