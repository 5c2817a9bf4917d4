package io.millrace.pipelines.cli;

import io.millrace.models.registry.AliasTarget;
import io.millrace.models.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the versions. */
@Command(name = "list", description = "Lists the versions.")
final class ModelsListCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  /** A version with what is known of it elsewhere. */
  record Line(ModelVersion version, List<String> aliases, Map<String, String> tags) {}

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      List<AliasTarget> aliases = model.registry().aliases(model.name());
      Map<Long, Map<String, String>> tags = model.registry().tags(model.name());
      List<Line> lines = new ArrayList<>();
      for (ModelVersion version : model.registry().versions(model.name())) {
        long number = version.version();
        lines.add(
            new Line(
                version,
                DeployedModel.aliasesOf(aliases, number),
                tags.getOrDefault(number, Map.of())));
      }
      if (!json.print(lines)) {
        print(lines);
      }
      return 0;
    }
  }

  private static void print(List<Line> lines) {
    Table table = new Table("VERSION", "ALIAS", "STATE", "CREATED", "RUN", "METRICS", "TAGS");
    for (Line line : lines) {
      table.row(
          line.version().version(),
          String.join(",", line.aliases()),
          line.version().state(),
          line.version().createdAt(),
          Table.orDash(line.version().runId()),
          Table.figures(line.version().metrics()),
          tags(line.tags()));
    }
    table.print(System.out);
  }

  static String tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.joining(" "));
  }
}
