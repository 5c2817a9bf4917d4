package io.millrace.models.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.DeadLetter;
import io.millrace.models.data.TimestampFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

class TfRecordFilesTest {
  private static final ReadOptions OPTIONS = ReadOptions.of(FileFormat.TFRECORD);

  @TempDir private Path directory = Path.of("");

  static Feature ints(long... values) {
    Int64List.Builder list = Int64List.newBuilder();
    Arrays.stream(values).forEach(list::addValue);
    return Feature.newBuilder().setInt64List(list).build();
  }

  static Feature floats(float... values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }

  static Feature strings(String... values) {
    BytesList.Builder list = BytesList.newBuilder();
    Arrays.stream(values).forEach(value -> list.addValue(ByteString.copyFromUtf8(value)));
    return Feature.newBuilder().setBytesList(list).build();
  }

  static Example example(Object... namesAndFeatures) {
    Features.Builder features = Features.newBuilder();
    for (int i = 0; i < namesAndFeatures.length; i += 2) {
      features.putFeature((String) namesAndFeatures[i], (Feature) namesAndFeatures[i + 1]);
    }
    return Example.newBuilder().setFeatures(features).build();
  }

  /** Written after the format's description, apart from the code that reads it. */
  static byte[] frame(byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(data.length);
    bytes.putInt(masked(bytes.array(), 8));
    bytes.put(data);
    bytes.putInt(masked(data, data.length));
    return bytes.array();
  }

  private static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    long value = crc.getValue();
    long rotated = ((value >> 15) | (value << 17)) & 0xFFFFFFFFL;
    return (int) (rotated + 0xa282ead8L);
  }

  private static byte[] frames(Example... examples) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Example example : examples) {
      bytes.writeBytes(frame(example.toByteArray()));
    }
    return bytes.toByteArray();
  }

  private DataFiles open(byte[] bytes, ReadOptions options) throws IOException {
    Path file = Files.write(directory.resolve("data.tfrecord"), bytes);
    return DataFiles.open(List.of(file.toString()), options);
  }

  private static Example[] many(int count) {
    Example[] examples = new Example[count];
    for (int i = 0; i < count; i++) {
      examples[i] = example("i", ints(i), "s", strings("s".repeat(i % 17)));
    }
    return examples;
  }

  @Test
  void theFrameIsThatOfTheFormat() {
    // The CRC-32C of "123456789" is E3069283 (RFC 3720); rotated by 15 bits to the right and with
    // A282EAD8 added it is C78AB0E5, worked out apart.
    byte[] frame = frame("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(frame).hasSize(25).startsWith(9, 0, 0, 0, 0, 0, 0, 0);
    assertThat(Arrays.copyOfRange(frame, 21, 25)).containsExactly(0xE5, 0xB0, 0x8A, 0xC7);
  }

  @Test
  void readsRecordsOfAllKinds() throws IOException {
    DataFiles files =
        open(
            frames(
                example("i", ints(1), "f", floats(0.5f), "s", strings("x")),
                example("i", ints(-1, Long.MIN_VALUE), "f", floats(), "new", strings("y", "")),
                example()),
            OPTIONS);
    assertThat(Rows.of(files))
        .containsExactly(
            "{f=0.5, i=1, s=x}", "{f=[], i=[-1, -9223372036854775808], new=[y, ]}", "{}");
  }

  @Test
  void everySplitAndEveryNumberOfThreadsGivesTheSameRows() throws IOException {
    byte[] bytes = frames(many(300));
    List<String> expected = Rows.of(open(bytes, OPTIONS));
    assertThat(expected).hasSize(300).contains("{i=20, s=sss}");
    for (int splitBytes : new int[] {1, 100, 5000}) {
      ReadOptions options = OPTIONS.withSizes(new ReadOptions.Sizes(7, 1000, splitBytes));
      DataFiles files = open(bytes, options);
      assertThat(files.splits()).hasSizeGreaterThan(1);
      for (int threads = 1; threads <= 3; threads++) {
        List<String> rows = files.fold(threads, ArrayList::new, Rows::add, Rows::append);
        assertThat(rows).isEqualTo(expected);
      }
    }
  }

  @Test
  void splitsKnowTheNumberOfTheirFirstRow() throws IOException {
    byte[] bytes = frames(many(30));
    DataFiles files = open(bytes, OPTIONS.withSizes(new ReadOptions.Sizes(7, 1000, 300)));
    long rows = 0;
    for (FileSplit split : files.splits()) {
      assertThat(split.firstRow()).isEqualTo(rows);
      rows += Rows.of(files.read(split)).size();
    }
    assertThat(rows).isEqualTo(30);
  }

  @Test
  void aFeatureThatChangesItsKindGoesIntoABatchOfItsOwn() throws IOException {
    DataFiles files =
        open(
            frames(
                example("a", ints(1), "b", ints(1)),
                example("a", ints(2)),
                example("a", strings("x")),
                example("a", strings("y"), "b", floats(1.5f)),
                example("a", ints(3))),
            OPTIONS);
    List<String> shapes = new ArrayList<>();
    try (BatchReader reader = files.read(files.splits().get(0))) {
      for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
        shapes.add(batch.column(0).type() + " " + Rows.of(batch));
      }
    }
    assertThat(shapes)
        .containsExactly("INT [{a=1, b=1}, {a=2}]", "STRING [{a=x}, {a=y, b=1.5}]", "INT [{a=3}]");
  }

  @Test
  void compressedFilesAreOneSplit() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(frames(many(20)));
    }
    Path file = Files.write(directory.resolve("data.tfrecord.gz"), bytes.toByteArray());
    DataFiles files = DataFiles.open(List.of(file.toString()), OPTIONS);
    assertThat(files.splits()).hasSize(1);
    assertThat(Rows.of(files)).hasSize(20);
  }

  /** The length 0x88B1F gives a record the first three bytes of gzip. */
  @Test
  void aRecordWhoseLengthLooksLikeGzipIsRead() throws IOException {
    int text = 0x88B1F - 100;
    int around = example("s", strings("s".repeat(text))).getSerializedSize() - text;
    byte[] framed = frames(example("s", strings("s".repeat(0x88B1F - around))));
    assertThat(framed).startsWith(0x1F, 0x8B, 8, 0);
    assertThat(Rows.of(open(framed, OPTIONS))).hasSize(1);
  }

  @Test
  void anEmptyFileHasNoRows() throws IOException {
    assertThat(Rows.of(open(new byte[0], OPTIONS))).isEmpty();
  }

  @Test
  void everyTruncationIsNamedWithItsByte() throws IOException {
    byte[] bytes = frames(many(3));
    int second = frames(many(1)).length;
    for (int length = second + 1; length < frames(many(2)).length; length++) {
      DataFiles files = open(Arrays.copyOf(bytes, length), OPTIONS);
      assertThatThrownBy(() -> Rows.of(files))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "data.tfrecord, byte " + second + ": the file ends within a record");
    }
  }

  @Test
  void aDamagedLengthEndsTheReadingAndDamagedDataOnlyCostsItsRow() throws IOException {
    byte[] bytes = frames(many(5));
    int second = frames(many(1)).length;
    byte[] badLength = bytes.clone();
    badLength[second + 1] ^= 1;
    assertThatThrownBy(() -> Rows.of(open(badLength, OPTIONS)))
        .hasMessageContaining("byte " + second + ": the checksum of a record's length");

    byte[] badData = bytes.clone();
    badData[second + 14] ^= 1;
    DataFiles files = open(badData, OPTIONS);
    assertThatThrownBy(() -> Rows.of(files))
        .hasMessageContaining("byte " + second + ": the checksum of the record's data");
    List<DeadLetter> letters = new ArrayList<>();
    List<String> rows = files.fold(1, letters::add, ArrayList::new, Rows::add, Rows::append);
    assertThat(rows).hasSize(4);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).position().offset()).isEqualTo(second);
  }

  @Test
  void aRecordThatIsNoExampleIsADeadLetter() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(frame(new byte[] {10, 100, 1}));
    bytes.writeBytes(frames(many(1)));
    DataFiles files = open(bytes.toByteArray(), OPTIONS);
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(files.<List<String>>fold(1, letters::add, ArrayList::new, Rows::add, Rows::append))
        .containsExactly("{i=0, s=}");
    assertThat(letters.get(0).original()).containsExactly(10, 100, 1);
    assertThat(letters.get(0).reason()).contains("(expected: a tf.Example)");
  }

  @Test
  void readsOnlyWantedColumnsAndKeys() throws IOException {
    KeyColumns keys = new KeyColumns("s", "t", new TimestampFormat("epoch_millis", "UTC"), 0L);
    ReadOptions options = OPTIONS.withColumns(Set.of("i")).withKeys(keys).withOriginals(true);
    Example example = example("i", ints(1), "f", floats(2), "s", strings("id"), "t", ints(99));
    DataFiles files = open(frames(example), options);
    try (BatchReader reader = files.read(files.splits().get(0))) {
      ColumnBatch batch = Rows.next(reader);
      assertThat(Rows.of(batch)).containsExactly("{i=1}");
      assertThat(batch.ids().string(0)).isEqualTo("id");
      assertThat(batch.eventTime(0)).isEqualTo(99);
      assertThat(Example.parseFrom(Rows.original(batch, 0))).isEqualTo(example);
    }
  }
}
