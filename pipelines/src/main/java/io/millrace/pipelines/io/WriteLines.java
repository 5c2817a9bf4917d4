package io.millrace.pipelines.io;

import io.millrace.transforms.storage.WholeFile;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;

/**
 * Writes lines of text to numbered files of a directory, in whatever order and however late they
 * come.
 *
 * <p>A file is written when it has 16 MB; of an unbounded input also a minute after its first line
 * came, or when the watermark passes midnight. One worker writes, and holds the lines of the next
 * file in its state.
 *
 * <p>Delivery: at least once. A file appears whole or not at all; a bundle that is repeated writes
 * the same file again. Files of an unbounded input are named after the moment at which the pipeline
 * was built: a job that is started anew counts from zero again, and leaves those of the one before.
 * A bounded input that is written again replaces its files.
 */
public final class WriteLines extends PTransform<PCollection<byte[]>, PDone> {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'-'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String directory;
  private final Instant start;
  private final int mostBytes;

  private WriteLines(String directory, Instant start, int mostBytes) {
    this.directory = directory;
    this.start = start;
    this.mostBytes = mostBytes;
  }

  /** Writes {@code part-<start>-<number>.jsonl} in this directory; it need not exist. */
  public static WriteLines to(String directory) {
    return new WriteLines(directory, Instant.now(), 16 << 20);
  }

  /** The same, in a pipeline that was built then, with files of about so many bytes. */
  WriteLines with(Instant built, int bytes) {
    return new WriteLines(directory, built, bytes);
  }

  @Override
  public PDone expand(PCollection<byte[]> lines) {
    boolean bounded = lines.isBounded() == IsBounded.BOUNDED;
    String prefix = bounded ? "part-" : "part-" + START.format(start);
    lines
        .apply("InOneWindow", Window.into(new GlobalWindows()))
        .apply("OneFile", WithKeys.<Integer, byte[]>of(0).withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
        .apply("Write", ParDo.of(new WriteFn(directory, prefix, mostBytes, !bounded)));
    return PDone.in(lines.getPipeline());
  }

  private static final class WriteFn extends DoFn<KV<Integer, byte[]>, Void> {
    private static final Duration LONGEST = Duration.standardMinutes(1);
    private static final Duration DAY = Duration.standardDays(1);

    /** Those of the next file. */
    @StateId("lines")
    private final StateSpec<BagState<byte[]>> linesSpec = StateSpecs.bag(ByteArrayCoder.of());

    @StateId("bytes")
    private final StateSpec<ValueState<Integer>> bytesSpec = StateSpecs.value(VarIntCoder.of());

    @StateId("files")
    private final StateSpec<ValueState<Integer>> filesSpec = StateSpecs.value(VarIntCoder.of());

    @TimerId("longest")
    private final TimerSpec longestSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    /** The end of the watermark's day, and of the input. */
    @TimerId("day")
    private final TimerSpec daySpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final String directory;
    private final String prefix;
    private final int mostBytes;
    private final boolean hurried;

    WriteFn(String directory, String prefix, int mostBytes, boolean hurried) {
      this.directory = directory;
      this.prefix = prefix;
      this.mostBytes = mostBytes;
      this.hurried = hurried;
    }

    @ProcessElement
    public void add(
        @Element KV<Integer, byte[]> line,
        @StateId("lines") BagState<byte[]> lines,
        @StateId("bytes") ValueState<Integer> bytes,
        @StateId("files") ValueState<Integer> files,
        @TimerId("longest") Timer longest,
        @TimerId("day") Timer day)
        throws IOException {
      lines.add(line.getValue());
      Integer before = bytes.read();
      if (before == null && hurried) {
        longest.offset(LONGEST).setRelative();
      }
      if (before == null) {
        // Just after midnight the day that has begun is meant.
        day.offset(Duration.millis(1)).align(DAY).setRelative();
      }
      int after = (before == null ? 0 : before) + line.getValue().length + 1;
      bytes.write(after);
      if (after >= mostBytes) {
        write(lines, bytes, files);
      }
    }

    @OnTimer("longest")
    public void afterLongest(
        @StateId("lines") BagState<byte[]> lines,
        @StateId("bytes") ValueState<Integer> bytes,
        @StateId("files") ValueState<Integer> files)
        throws IOException {
      write(lines, bytes, files);
    }

    @OnTimer("day")
    public void afterDay(
        @StateId("lines") BagState<byte[]> lines,
        @StateId("bytes") ValueState<Integer> bytes,
        @StateId("files") ValueState<Integer> files)
        throws IOException {
      write(lines, bytes, files);
    }

    private void write(BagState<byte[]> lines, ValueState<Integer> bytes, ValueState<Integer> files)
        throws IOException {
      if (bytes.read() == null) {
        return;
      }
      Integer written = files.read();
      int number = written == null ? 0 : written;
      WholeFile.write(
          directory,
          String.format(Locale.ROOT, "%s%06d.jsonl", prefix, number),
          out -> {
            for (byte[] line : lines.read()) {
              out.write(line);
              out.write('\n');
            }
          });
      files.write(number + 1);
      lines.clear();
      bytes.clear();
    }
  }
}
