package io.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** JMH's benchmarks, with JMH's own options: {@code benchmarks/run jmh -- -h} lists them. */
@Command(name = "jmh", description = "Runs the JMH benchmarks whose names match.")
final class MicroBenchmarks implements Callable<Integer> {
  @Parameters(paramLabel = "OPTION", description = "JMH's options and patterns, after --.")
  private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Main.main(options.toArray(String[]::new));
    return 0;
  }
}
