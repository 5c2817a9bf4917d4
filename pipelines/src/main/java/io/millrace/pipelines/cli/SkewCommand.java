package io.millrace.pipelines.cli;

import io.millrace.models.validation.skew.SkewFiles;
import io.millrace.models.validation.skew.SkewJoin;
import io.millrace.models.validation.skew.SkewOptions;
import io.millrace.models.validation.skew.SkewSummary;
import io.millrace.pipelines.local.Draft;
import io.millrace.pipelines.local.OutputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Joins the examples of two data sets and tells how their features differ. */
@Command(
    name = "skew",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Tells how often features differ between two data sets, such as training and serving.",
      "Their examples are joined by identifier features; they may be larger than memory. What is"
          + " in lists of lists or structs is compared by its path, such as ride.fare.",
      "DIR gets skew_results, skew_pairs, match_stats and confusion_pairs, as TFDV writes them."
    },
    footer = {"", ExitCodes.FILES})
final class SkewCommand implements Callable<Integer> {
  /** A join may take four times as much memory as it is told. */
  private static final long MEMORY_SHARE = 12;

  @Mixin private SkewInputs inputs = new SkewInputs();

  @Option(
      names = "--identifiers",
      split = ",",
      required = true,
      paramLabel = "NAME",
      description = "The features that together name an example.")
  private List<String> identifiers = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "NAME",
      description = "Features that are not compared.")
  private Set<String> ignored = Set.of();

  @Option(
      names = "--float-digits",
      paramLabel = "N",
      description = "Round floats to so many digits after the point before they are compared.")
  private @Nullable Integer floatDigits;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "How many pairs that differ are written (default: none).")
  private int sample;

  @Option(
      names = "--allow-duplicates",
      description = "Compare each with each where several examples of a side have one identifier.")
  private boolean duplicates;

  @Option(
      names = "--confusion",
      split = ",",
      paramLabel = "NAME",
      description = "String features whose pairs of values are counted.")
  private List<String> confusion = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory to write to.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    if (sample < 0) {
      throw new IllegalArgumentException("--sample: " + sample + " (expected: >= 0)");
    }
    SkewOptions options =
        new SkewOptions(identifiers, ignored, sample, floatDigits, duplicates, confusion);
    try (Draft draft = OutputFiles.draft(out)) {
      SkewSummary summary = join(options, draft.directory().resolve("waiting"));
      draft.write(directory -> SkewFiles.write(directory, summary));
      draft.keep();
      SkewReport report = SkewReport.of(summary);
      if (!json.print(report)) {
        SkewPrinter.print(report, System.out);
      }
      if (report.matches().noneMatch()) {
        System.err.println(
            "--identifiers: no values are on both sides (expected: the same, of the same type; see"
                + " --type)");
      }
    }
    return 0;
  }

  private SkewSummary join(SkewOptions options, Path waiting) throws IOException {
    Map<String, Collection<String>> named =
        new TreeMap<>(
            Map.of("--identifiers", identifiers, "--ignore", ignored, "--confusion", confusion));
    try (SkewJoin join =
        new SkewJoin(options, waiting, Runtime.getRuntime().maxMemory() / MEMORY_SHARE)) {
      inputs.addTo(join, named);
      return join.summary();
    }
  }
}
