package io.millrace.transforms.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.data.ExampleCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleStoreTest {
  private static final Instant DAY1 = Instant.parse("2018-01-01T00:00:00Z");
  private static final Instant DAY2 = Instant.parse("2018-01-02T00:00:00Z");
  private static final Instant DAY3 = Instant.parse("2018-01-03T00:00:00Z");
  private static final Instant DAY4 = Instant.parse("2018-01-04T00:00:00Z");

  private final Path directory;
  private final ExampleStore store;

  ExampleStoreTest(@TempDir Path root) {
    directory = root.resolve("examples");
    store = new ExampleStore(directory.toString());
  }

  @Test
  void whatWasWrittenReadsBack() throws Exception {
    String file = write(DAY1, DAY2, 0, "a", "b");
    assertThat(file).isEqualTo(directory + "/examples-20180101T000000-20180102T000000-0.avro");
    assertThat(Examples.texts(store.read(DAY1, DAY2)))
        .containsExactly("a@1000 1.5 -> NaN by 0; 9.0@1001", "b@1000 1.5 -> NaN by 0; 9.0@1001");
    assertThat(store.read(DAY1, DAY2).get(0).positions().get(1).toString()).isEqualTo(file + ":1");
  }

  @Test
  void writingAWindowAgainReplacesIt() throws Exception {
    write(DAY1, DAY2, 0, "a", "b");
    write(DAY1, DAY2, 0, "a", "b", "late");
    assertThat(ids(DAY1, DAY2)).containsExactly("a", "b", "late");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void readsWholeWindowsWithinTheTimesOldestFirst() throws Exception {
    write(DAY3, DAY4, 0, "c");
    write(DAY1, DAY2, 0, "a");
    write(DAY2, DAY3, 1, "b1");
    write(DAY2, DAY3, 0, "b0");
    assertThat(ids(DAY1, DAY4)).containsExactly("a", "b0", "b1", "c");
    assertThat(ids(DAY2, DAY3)).containsExactly("b0", "b1");
    assertThat(ids(DAY1.plusSeconds(1), DAY4.minusSeconds(1))).containsExactly("b0", "b1");
    assertThat(ids(DAY4, DAY4.plusSeconds(86_400))).isEmpty();
  }

  @Test
  void ofACorrectedExampleTheNewestIsReadOnce() throws Exception {
    write(DAY1, DAY2, 0, "a", "b");
    ExampleCodec codec = new ExampleCodec(Examples.COLUMNS);
    correct(DAY2, DAY3, codec, 7, 5000);
    correct(DAY3, DAY4, codec, 8, 6000);
    assertThat(Examples.texts(store.read(DAY1, DAY4)))
        .containsExactly("b@1000 1.5 -> NaN by 0; 9.0@1001", "a@1000 1.5 -> NaN by 0; 8.0@6000");
    assertThat(Examples.texts(store.read(DAY1, DAY3)))
        .containsExactly("b@1000 1.5 -> NaN by 0; 9.0@1001", "a@1000 1.5 -> NaN by 0; 7.0@5000");
    assertThat(Examples.texts(store.read(DAY1, DAY2)))
        .containsExactly("a@1000 1.5 -> NaN by 0; 9.0@1001", "b@1000 1.5 -> NaN by 0; 9.0@1001");
  }

  private void correct(Instant start, Instant end, ExampleCodec codec, double label, long time)
      throws IOException {
    byte[] row = Examples.row("a", 1000, 1.5, Double.NaN, 0);
    byte[] older = codec.withLabel(row, 1, 4000);
    byte[] newer = codec.withLabel(row, label, time);
    store.writeCorrections(
        start.toEpochMilli(), end.toEpochMilli(), 0, codec, List.of(newer, older));
  }

  @Test
  void aStoreThatDoesNotExistHoldsNothing() throws Exception {
    assertThat(store.read(DAY1, DAY4)).isEmpty();
  }

  private String write(Instant start, Instant end, int shard, String... ids) throws IOException {
    return store.write(
        start.toEpochMilli(),
        end.toEpochMilli(),
        shard,
        new ExampleCodec(Examples.COLUMNS),
        Stream.of(ids).map(id -> Examples.labelled(id, 1000, 1.5, 9)).toList());
  }

  private List<String> ids(Instant from, Instant to) throws IOException {
    return Examples.texts(store.read(from, to)).stream()
        .map(text -> text.substring(0, text.indexOf('@')))
        .toList();
  }
}
