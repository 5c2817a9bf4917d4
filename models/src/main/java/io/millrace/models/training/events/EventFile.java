package io.millrace.models.training.events;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Writes numbers by step to a file that TensorBoard shows as curves: {@code
 * events.out.tfevents.SECONDS.millrace} in a directory, which it looks into for all such files.
 */
public final class EventFile implements Closeable {
  private static final String VERSION = "brain.Event:2";

  private final RecordFile records;
  private final InstantSource clock;

  private EventFile(RecordFile records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
  }

  /** Begins a new file; those of earlier trainings stay beside it, and TensorBoard joins them. */
  public static EventFile create(Path directory, InstantSource clock) throws IOException {
    Files.createDirectories(directory);
    Instant now = clock.instant();
    Path file =
        directory.resolve(
            "events.out.tfevents.%d.%09d.millrace".formatted(now.getEpochSecond(), now.getNano()));
    EventFile events =
        new EventFile(new RecordFile(new BufferedOutputStream(Files.newOutputStream(file))), clock);
    events.write(Event.newBuilder().setFileVersion(VERSION));
    return events;
  }

  /** Adds the values of a step by name; {@code a/b} is shown as b among all a. */
  public void add(long step, Map<String, Double> values) throws IOException {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (name, value) ->
            summary.addValue(
                Summary.Value.newBuilder().setTag(name).setSimpleValue(value.floatValue())));
    write(Event.newBuilder().setStep(step).setSummary(summary));
  }

  private void write(Event.Builder event) throws IOException {
    Instant now = clock.instant();
    event.setWallTime(now.getEpochSecond() + now.getNano() / 1e9);
    records.write(event.build().toByteArray());
  }

  /** Lets those who look on see what was added. */
  public void flush() throws IOException {
    records.flush();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
