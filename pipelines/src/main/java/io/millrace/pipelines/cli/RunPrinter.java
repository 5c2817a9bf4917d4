package io.millrace.pipelines.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.models.evaluation.GateResult;
import io.millrace.models.registry.ModelVersion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints how a training run ended. */
final class RunPrinter {
  private final Registry registry;

  RunPrinter(Registry registry) {
    this.registry = registry;
  }

  /** A run for programs. */
  private record Ended(
      long run,
      String state,
      @Nullable Long version,
      @Nullable String message,
      Map<String, Double> metrics,
      List<GateResult> gates) {}

  void print(TrainingRun run, JsonOption json) throws JsonProcessingException {
    Long version = run.version();
    Map<String, Double> metrics =
        version == null
            ? Map.of()
            : registry.version(run.model(), version).map(ModelVersion::metrics).orElse(Map.of());
    List<GateResult> gates = registry.gateResults(run.id());
    if (json.print(
        new Ended(run.id(), run.state().name(), version, run.message(), metrics, gates))) {
      return;
    }
    Table table = new Table("GATE", "PASSED", "REASON");
    gates.forEach(gate -> table.row(gate.gate(), gate.passed() ? "yes" : "no", gate.reason()));
    if (!gates.isEmpty()) {
      table.print(System.out);
    }
    System.out.println(
        "run "
            + run.id()
            + ": "
            + run.state()
            + (version == null ? "" : ", version " + version)
            + (run.message() == null ? "" : ": " + run.message()));
    if (!metrics.isEmpty()) {
      System.out.println("held-out rows: " + Table.figures(metrics));
    }
  }
}
