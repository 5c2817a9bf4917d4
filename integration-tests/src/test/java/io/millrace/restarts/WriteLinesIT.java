package io.millrace.restarts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipelines.cli.Execution;
import io.millrace.pipelines.io.WriteLines;
import io.millrace.runners.flink.FlinkExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that embedded Flink writes to files, late ones too; about 25 seconds. */
class WriteLinesIT {
  private static final long CHECKPOINT_MILLIS = 200;

  private final Path directory;

  WriteLinesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void everyLineIsInAFileThoughTheJobFailsInBetween() throws IOException {
    Outage.plan(true);
    write(Trickle.inOrder());
    assertThat(Outage.happened()).isTrue();
    assertThat(lines()).containsAll(all());
  }

  @Test
  void linesBehindTheWatermarkAreWrittenOnce() throws IOException {
    Outage.plan(false);
    write(Trickle.late(20_000, 11));
    assertThat(lines()).containsExactlyInAnyOrderElementsOf(all());
  }

  private void write(Trickle trickle) {
    FlinkPipelineOptions options =
        new FlinkExecution()
            .options(new Execution.Settings(true, null, directory.resolve("checkpoints")))
            .as(FlinkPipelineOptions.class);
    options.setCheckpointingInterval(CHECKPOINT_MILLIS);
    options.setShutdownSourcesAfterIdleMs(0L);
    options.setAttachedMode(true);
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("Trickle", Read.from(trickle))
        .apply("Outage", ParDo.of(new Outage()))
        .apply("Line", ParDo.of(new LineFn()))
        .setCoder(ByteArrayCoder.of())
        .apply("Write", WriteLines.to(directory.resolve("lines").toString()));
    assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
  }

  private List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve("lines"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static List<String> all() {
    return IntStream.range(0, Event.ALL.size()).mapToObj(Integer::toString).toList();
  }

  private static final class LineFn extends DoFn<Integer, byte[]> {
    @ProcessElement
    public void line(@Element Integer event, OutputReceiver<byte[]> out) {
      out.output(event.toString().getBytes(UTF_8));
    }
  }
}
