package io.millrace.transforms.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.transforms.windows.WindowResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteWindowsTest {
  private final Pipeline pipeline = Pipeline.create();

  @Test
  void eachWindowHasAFileThatALaterPaneReplaces(@TempDir Path root) {
    long start = Instant.parse("2018-01-31T00:00:00Z").toEpochMilli();
    long end = Instant.parse("2018-02-01T00:00:00Z").toEpochMilli();
    pipeline
        .apply(
            TestStream.create(WindowResult.coder(StringUtf8Coder.of()))
                .addElements(new WindowResult<>(start, end, 0, "on time"))
                .addElements(new WindowResult<>(end, 2 * end - start, 0, "the next"))
                .addElements(new WindowResult<>(start, end, 1, "and late"))
                .advanceWatermarkToInfinity())
        .apply(
            WriteWindows.to(
                root.toString(),
                "text",
                (value, out) -> out.write(value.getBytes(StandardCharsets.UTF_8))));
    pipeline.run();
    assertThat(root.resolve("20180131T000000-20180201T000000/text")).hasContent("and late");
    assertThat(root.resolve("20180201T000000-20180202T000000/text")).hasContent("the next");
  }
}
