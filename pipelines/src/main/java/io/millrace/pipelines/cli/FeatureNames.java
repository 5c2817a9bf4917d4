package io.millrace.pipelines.cli;

import io.millrace.models.data.ExampleDecoder;
import io.millrace.models.data.files.FileFormat;
import io.millrace.models.statistics.FeaturePath;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the names of features on the command line: {@code struct.field} is a feature inside a
 * struct, and {@code 'a.b'}, as the keys of anomalies write it, one whose name has a dot. Formats
 * without structs need no quotes: there a name is all of the text.
 */
final class FeatureNames {
  private static final Pattern STEP = Pattern.compile("(?:'((?:[^']|'')*)'|([^.']+))(?:\\.|$)");

  private FeatureNames() {}

  /**
   * @throws IllegalArgumentException if quotes or dots are not where they belong
   */
  static FeaturePath path(String text, FileFormat format) {
    boolean flat =
        format == FileFormat.CSV
            || (format == FileFormat.TFRECORD && !text.startsWith(ExampleDecoder.SEQUENCE + "."));
    if (flat && !text.startsWith("'")) {
      return FeaturePath.of(text);
    }
    List<String> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 0;
    while (at < text.length() && step.find(at) && step.start() == at) {
      steps.add(step.group(1) == null ? step.group(2) : step.group(1).replace("''", "'"));
      at = step.end();
    }
    if (at < text.length() || text.endsWith(".") || steps.isEmpty()) {
      throw new IllegalArgumentException(
          "feature: " + text + " (expected: name, struct.field, or 'a name with a dot')");
    }
    return new FeaturePath(steps);
  }
}
