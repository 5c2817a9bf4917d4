package io.millrace.transforms.storage;

import io.millrace.transforms.windows.WindowResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * Writes each window's result to a file of its own, {@code <directory>/<start>-<end>/<name>}; a
 * later pane replaces the file.
 */
public final class WriteWindows<T> extends PTransform<PCollection<WindowResult<T>>, PDone> {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Writes a value's bytes. */
  public interface Form<T> extends Serializable {
    void write(T value, OutputStream out) throws IOException;
  }

  private final String directory;
  private final String name;
  private final Form<T> form;

  private WriteWindows(String directory, String name, Form<T> form) {
    this.directory = directory;
    this.name = name;
    this.form = form;
  }

  public static <T> WriteWindows<T> to(String directory, String name, Form<T> form) {
    return new WriteWindows<>(directory, name, form);
  }

  /** A time as it stands in a window's name. */
  public static String time(Instant time) {
    return NAME.format(time);
  }

  /** A window's name in the store, for example {@code 20180101T000000-20180102T000000}. */
  public static String windowName(long start, long end) {
    return NAME.format(Instant.ofEpochMilli(start)) + "-" + NAME.format(Instant.ofEpochMilli(end));
  }

  /** The end of the window that has this name; null if none has. */
  public static @Nullable Instant end(String windowName) {
    try {
      return NAME.parse(windowName.substring(windowName.indexOf('-') + 1), Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public PDone expand(PCollection<WindowResult<T>> windows) {
    windows.apply("WriteFile", ParDo.of(new WriteFn<>(directory, name, form)));
    return PDone.in(windows.getPipeline());
  }

  private static final class WriteFn<T> extends DoFn<WindowResult<T>, Void> {
    private final String directory;
    private final String name;
    private final Form<T> form;

    WriteFn(String directory, String name, Form<T> form) {
      this.directory = directory;
      this.name = name;
      this.form = form;
    }

    @ProcessElement
    public void write(@Element WindowResult<T> window) throws IOException {
      WholeFile.write(
          directory + "/" + windowName(window.start(), window.end()),
          name,
          out -> form.write(window.value(), out));
    }
  }
}
