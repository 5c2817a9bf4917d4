package io.millrace.pipelines.tuning;

import io.millrace.transforms.storage.WholeFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a study: one a trial and time it was trained, and {@code trials.jsonl} with all of
 * them, a line each. A file appears whole or not at all.
 */
record StudyDirectory(String path) implements Serializable {
  private static final String ALL = "trials.jsonl";

  void write(TrialResult result) throws IOException {
    write(name(result.order()), TrialJson.write(result) + "\n");
  }

  void writeAll(List<TrialResult> results) throws IOException {
    write(
        ALL,
        results.stream()
            .map(TrialJson::write)
            .collect(Collectors.joining("\n", "", results.isEmpty() ? "" : "\n")));
  }

  /** What came of a trial; null if it was not carried out, or with other settings. */
  @Nullable TrialResult find(TrialOrder order) throws IOException {
    Path file = Path.of(path).resolve(name(order));
    if (!Files.isRegularFile(file)) {
      return null;
    }
    TrialResult result = TrialJson.read(Files.readString(file), TrialResult.class);
    return result.order().equals(order) ? result : null;
  }

  private void write(String name, String content) throws IOException {
    WholeFile.write(path, name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static String name(TrialOrder order) {
    return String.format(Locale.ROOT, "trial-%05d-%d.json", order.number(), order.epochs());
  }
}
