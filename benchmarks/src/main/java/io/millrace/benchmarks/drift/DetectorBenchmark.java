package io.millrace.benchmarks.drift;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the tables of {@code docs/drift-benchmark.md}. */
@Command(
    name = "drift-detectors",
    description = "How fast, and how often falsely, detectors find changes, and what they cost.")
public final class DetectorBenchmark implements Callable<Integer> {
  private enum Part {
    LEARNER,
    ERRORS,
    NUMBERS,
    EQUAL,
    PATTERNS,
    COST
  }

  @Option(
      names = "--tables",
      split = ",",
      defaultValue = "learner,errors,numbers,equal,patterns,cost",
      description = "Which tables: ${COMPLETION-CANDIDATES} (all).")
  private List<Part> parts = List.of();

  @Option(
      names = "--runs",
      defaultValue = "100",
      description = "Streams a cell, of the seeds from 1000 on (${DEFAULT-VALUE}).")
  private int runs;

  @Override
  public Integer call() throws Exception {
    Found found = new Found(runs);
    for (Part part : parts) {
      switch (part) {
        case LEARNER -> LearnerTable.print();
        case ERRORS -> ErrorTable.print(found);
        case NUMBERS -> NumberTable.print(found);
        case EQUAL -> {
          EqualRateTable equal = new EqualRateTable(found);
          equal.printOnErrors();
          equal.printOnNumbers();
        }
        case PATTERNS -> new PatternTable(runs).print();
        case COST -> CostTable.print();
      }
    }
    return 0;
  }
}
