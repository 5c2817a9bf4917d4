package io.millrace.pipelines.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.feedback.Unjoined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLinesTest {
  private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");
  private static final Instant AFTER_MIDNIGHT = Instant.parse("2024-01-02T00:05:00Z");

  private final Path out;

  WriteLinesTest(@TempDir Path root) {
    out = root.resolve("lines");
  }

  @Test
  void whatIsStampedBehindTheWatermarkIsWrittenToo() throws IOException {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            TestStream.create(Unjoined.CODER)
                .advanceWatermarkTo(NOON)
                .addElements(unjoined("on time", NOON))
                .advanceWatermarkTo(AFTER_MIDNIGHT)
                .addElements(unjoined("late", AFTER_MIDNIGHT.minus(Duration.standardMinutes(20))))
                .addElements(unjoined("of the next day", AFTER_MIDNIGHT))
                .advanceWatermarkToInfinity())
        .apply(Outputs.unjoined(out.toString()));
    pipeline.run().waitUntilFinish();
    assertThat(files().stream().flatMap(file -> file.lines().skip(1)))
        .extracting(line -> line.replaceFirst(".*\"record_id\":\"([^\"]*)\".*", "$1"))
        .containsExactlyInAnyOrder("on time", "late", "of the next day");
  }

  @Test
  void aFileIsWrittenAMinuteAfterItsFirstLineAndNoneWithoutLines() throws IOException {
    write(
        lines()
            .addElements(line("one"))
            .advanceProcessingTime(Duration.standardSeconds(59))
            .addElements(line("two"))
            .advanceProcessingTime(Duration.standardSeconds(2))
            .advanceProcessingTime(Duration.standardMinutes(5))
            .addElements(line("three"))
            .advanceWatermarkToInfinity(),
        "2024-03-01T10:00:00.001Z",
        1000);
    assertThat(files())
        .containsExactly(
            "part-20240301T100000001-000000.jsonl\none\ntwo\n",
            "part-20240301T100000001-000001.jsonl\nthree\n");
  }

  @Test
  void aFileIsWrittenWhenItsDayIsOver() throws IOException {
    write(
        lines()
            .advanceWatermarkTo(NOON)
            .addElements(line("today"))
            .advanceWatermarkTo(AFTER_MIDNIGHT)
            .addElements(line("tomorrow"))
            .advanceWatermarkToInfinity(),
        "2024-03-01T10:00:00.001Z",
        1000);
    assertThat(files())
        .containsExactly(
            "part-20240301T100000001-000000.jsonl\ntoday\n",
            "part-20240301T100000001-000001.jsonl\ntomorrow\n");
  }

  @Test
  void aFileIsWrittenWhenItIsLarge() throws IOException {
    write(
        lines()
            .addElements(line("1234"))
            .addElements(line("1234"))
            .addElements(line("5"))
            .advanceWatermarkToInfinity(),
        "2024-03-01T10:00:00.001Z",
        10);
    assertThat(files())
        .containsExactly(
            "part-20240301T100000001-000000.jsonl\n1234\n1234\n",
            "part-20240301T100000001-000001.jsonl\n5\n");
  }

  @Test
  void aJobThatIsStartedAnewLeavesTheFilesOfTheOneBefore() throws IOException {
    write(lines().addElements(line("a")).advanceWatermarkToInfinity(), "2024-03-01T10:00:00Z", 10);
    write(lines().addElements(line("b")).advanceWatermarkToInfinity(), "2024-03-01T10:00:03Z", 10);
    assertThat(files())
        .containsExactly(
            "part-20240301T100000000-000000.jsonl\na\n",
            "part-20240301T100003000-000000.jsonl\nb\n");
  }

  @Test
  void filesOfAnInputThatEndsAreReplaced() throws IOException {
    write(Create.of(line("before")), "2024-03-01T10:00:00Z", 100);
    write(Create.of(line("after")), "2024-03-01T10:00:03Z", 100);
    assertThat(files()).containsExactly("part-000000.jsonl\nafter\n");
  }

  private void write(PTransform<PBegin, PCollection<byte[]>> lines, String start, int mostBytes) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(lines)
        .apply(WriteLines.to(out.toString()).with(java.time.Instant.parse(start), mostBytes));
    pipeline.run().waitUntilFinish();
  }

  /** Each file's name, and what is in it. */
  private List<String> files() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        texts.add(file.getFileName() + "\n" + Files.readString(file));
      }
    }
    return texts;
  }

  private static TestStream.Builder<byte[]> lines() {
    return TestStream.create(ByteArrayCoder.of());
  }

  private static byte[] line(String text) {
    return text.getBytes(UTF_8);
  }

  private static TimestampedValue<Unjoined> unjoined(String id, Instant time) {
    return TimestampedValue.of(new Unjoined(id, Unjoined.Reason.NO_RECORD, time.getMillis()), time);
  }
}
