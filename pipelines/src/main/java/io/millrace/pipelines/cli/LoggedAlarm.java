package io.millrace.pipelines.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An alarm as a deployment wrote it to a file; times as they stand there, numbers if any. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LoggedAlarm(
    String kind,
    String subject,
    @Nullable String slice,
    String measure,
    String stage,
    @Nullable Double value,
    @Nullable Double threshold,
    long version,
    String windowStart,
    String windowEnd,
    @Nullable String onset,
    @Nullable Double size,
    @Nullable String pattern,
    @Nullable String evidence,
    boolean asksForTraining) {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** The alarms of the files below a directory, by window; one that was written twice once. */
  static List<LoggedAlarm> read(Path directory) throws IOException {
    Set<LoggedAlarm> alarms = new LinkedHashSet<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(LoggedAlarm::isOutput).sorted()::iterator) {
        for (String line : Files.readAllLines(file)) {
          alarms.add(JSON.readValue(line, LoggedAlarm.class));
        }
      }
    }
    List<LoggedAlarm> sorted = new ArrayList<>(alarms);
    sorted.sort(Comparator.comparing(LoggedAlarm::windowEnd));
    return sorted;
  }

  private static boolean isOutput(Path file) {
    return file.getFileName().toString().endsWith(".jsonl") && Files.isRegularFile(file);
  }

  /** The key of the request that this alarm makes, if it makes one. */
  String requestKey() {
    return subject + "/" + windowEnd;
  }

  /** The subject, and the slice if it is not about all rows. */
  String about() {
    return slice == null ? subject : subject + " of " + slice;
  }
}
