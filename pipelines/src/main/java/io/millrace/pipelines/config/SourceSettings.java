package io.millrace.pipelines.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where records come from: a topic or files. */
public sealed interface SourceSettings permits KafkaTopic, SourceSettings.Files {

  /**
   * Files, gzipped or not.
   *
   * @param patterns absolute paths or URLs, with {@code *} and {@code ?} in names
   */
  record Files(List<String> patterns) implements SourceSettings {
    public Files {
      patterns = List.copyOf(patterns);
    }
  }

  /** Reads the keys of a stream that say where it comes from. */
  static SourceSettings read(Section stream) {
    if (stream.has("kafka")) {
      stream.refuse("files", "either kafka or files");
      return KafkaTopic.read(stream.section("kafka"));
    }
    stream.ignore("kafka");
    List<String> patterns = stream.listOrNull("files", Kind.TEXT);
    if (!stream.has("files")) {
      stream.missing("kafka", "kafka or files, where the records come from");
      return new KafkaTopic("", "", Map.of());
    }
    if (patterns == null) {
      return new Files(List.of());
    }
    if (patterns.isEmpty()) {
      stream.problem("files", "[]", "at least one path or URL");
    }
    Path directory = stream.directory();
    return new Files(patterns.stream().map(pattern -> absolute(directory, pattern)).toList());
  }

  // Text, not Path: a '*' is no path on every system.
  private static String absolute(Path directory, String pattern) {
    boolean absolute = pattern.matches("([A-Za-z]:)?[/\\\\].*|[A-Za-z][A-Za-z0-9+.-]+://.*");
    return absolute ? pattern : directory.toString().replaceFirst("/$", "") + "/" + pattern;
  }
}
