package io.millrace.pipelines.cli;

import io.millrace.models.registry.Lineage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two versions: what was measured and what they were made from. */
@Command(
    name = "compare",
    description = {
      "Compares two versions: what was measured when they were made, and from what they were made.",
      "Figures of different held-out rows are not comparable: see 'evaluated on'; `millrace"
          + " evaluate` measures both on the same rows."
    })
final class ModelsCompareCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(index = "0", paramLabel = "A", description = "The one version.")
  private long first;

  @Parameters(index = "1", paramLabel = "B", description = "The other version.")
  private long second;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      ModelsShowCommand.Details a = ModelsShowCommand.details(model, model.version(first));
      ModelsShowCommand.Details b = ModelsShowCommand.details(model, model.version(second));
      if (!json.print(List.of(a, b))) {
        print(a, b);
      }
      return 0;
    }
  }

  private static void print(ModelsShowCommand.Details a, ModelsShowCommand.Details b) {
    Table table =
        new Table(
            "", "VERSION " + a.version().version(), "VERSION " + b.version().version(), "B - A");
    TreeSet<String> names = new TreeSet<>(a.version().metrics().keySet());
    names.addAll(b.version().metrics().keySet());
    for (String name : names) {
      Double before = a.version().metrics().get(name);
      Double after = b.version().metrics().get(name);
      table.row(name, figure(before), figure(after), difference(before, after));
    }
    row(table, "state", a, b, details -> details.version().state());
    row(table, "aliases", a, b, details -> aliases(details));
    row(table, "run", a, b, details -> details.version().runId());
    row(table, "trained on", a, b, of(lineage -> RunsShowCommand.window(lineage.trainedOn())));
    row(table, "training rows", a, b, of(Lineage::trainingRows));
    row(table, "evaluated on", a, b, of(lineage -> RunsShowCommand.window(lineage.evaluatedOn())));
    row(table, "started from version", a, b, of(Lineage::warmStartedFrom));
    row(table, "schema sha256", a, b, of(Lineage::schemaSha256));
    table.print(System.out);
  }

  private static @Nullable String aliases(ModelsShowCommand.Details details) {
    return details.aliases().isEmpty() ? null : String.join(",", details.aliases());
  }

  private static void row(
      Table table,
      String name,
      ModelsShowCommand.Details a,
      ModelsShowCommand.Details b,
      Function<ModelsShowCommand.Details, @Nullable Object> value) {
    Object before = value.apply(a);
    Object after = value.apply(b);
    table.row(
        name,
        Table.orDash(before),
        Table.orDash(after),
        Objects.equals(before, after) ? "same" : "differs");
  }

  private static Function<ModelsShowCommand.Details, @Nullable Object> of(
      Function<Lineage, @Nullable Object> value) {
    return details -> details.lineage() == null ? null : value.apply(details.lineage());
  }

  private static String figure(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.6g", value);
  }

  private static String difference(@Nullable Double before, @Nullable Double after) {
    if (before == null || after == null) {
      return "-";
    }
    String absolute = String.format(Locale.ROOT, "%+.4g", after - before);
    return before == 0
        ? absolute
        : absolute
            + String.format(Locale.ROOT, " (%+.1f %%)", 100 * (after - before) / Math.abs(before));
  }
}
