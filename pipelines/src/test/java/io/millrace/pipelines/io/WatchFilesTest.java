package io.millrace.pipelines.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchFilesTest {

  @Test
  void tellsOfFilesThatComeAndOfThoseThatAreReplaced(@TempDir Path root) throws Exception {
    Files.writeString(root.resolve("there.csv"), "1");
    TestStream.Builder<Instant> ticks = TestStream.create(InstantCoder.of());
    for (int second = 0; second < 4; second++) {
      Instant time = Instant.ofEpochSecond(second);
      ticks = ticks.advanceWatermarkTo(time).addElements(TimestampedValue.of(time, time));
    }
    Pipeline pipeline = Pipeline.create();
    PCollection<Instant> between =
        pipeline
            .apply(ticks.advanceWatermarkToInfinity())
            .apply(ParDo.of(new WriteFn(root.toString())));
    PCollection<String> names =
        WatchFiles.under("m", List.of(root + "/*.csv", root + "/none/*.csv"))
            .newFiles(between)
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        file ->
                            file.getKey()
                                + " "
                                + file.getValue()
                                    .replaceFirst("@.*\\+", " ")
                                    .replaceFirst("^.*/", "")));
    PAssert.that(names)
        .satisfies(
            found -> {
              assertThat(found).containsExactlyInAnyOrder("m new.csv 1", "m there.csv 2");
              return null;
            });
    pipeline.run();
  }

  /** At the second tick writes a file, at the third replaces another. */
  private static final class WriteFn extends DoFn<Instant, Instant> {
    private final String root;

    WriteFn(String root) {
      this.root = root;
    }

    @ProcessElement
    public void write(@Element Instant tick, OutputReceiver<Instant> out) throws IOException {
      if (tick.getMillis() == 1000) {
        Files.writeString(Path.of(root, "new.csv"), "1");
        Files.writeString(Path.of(root, "new.txt"), "1");
      } else if (tick.getMillis() == 2000) {
        Files.writeString(Path.of(root, "there.csv"), "22");
      }
      out.output(tick);
    }
  }
}
