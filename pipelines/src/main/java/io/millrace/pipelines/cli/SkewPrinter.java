package io.millrace.pipelines.cli;

import java.io.PrintStream;

/** Prints how features differ for people: a line a feature, and how well examples were joined. */
final class SkewPrinter {
  private SkewPrinter() {}

  static void print(SkewReport report, PrintStream out) {
    Table table = new Table("FEATURE", "MATCH", "MISMATCH", "BASE ONLY", "TEST ONLY");
    for (SkewReport.Feature feature : report.features()) {
      table.row(
          feature.featureName(),
          Long.toString(feature.matchCount()),
          Long.toString(feature.mismatchCount()),
          Long.toString(feature.baseOnly()),
          Long.toString(feature.testOnly()));
    }
    table.print(out);
    SkewReport.Matches matches = report.matches();
    out.printf(
        "%d pairs of %d base and %d test examples; without identifiers: %d and %d;"
            + " identifiers of several examples: %d%n",
        matches.matchingPairsCount(),
        matches.baseWithIdCount(),
        matches.testWithIdCount(),
        matches.baseMissingIdCount(),
        matches.testMissingIdCount(),
        matches.duplicateIdCount());
  }
}
