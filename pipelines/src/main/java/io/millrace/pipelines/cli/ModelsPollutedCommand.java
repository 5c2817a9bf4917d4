package io.millrace.pipelines.cli;

import io.millrace.models.registry.PollutedWindow;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the spans of data that trainings leave out. */
@Command(
    name = "polluted",
    description =
        "Lists the spans of event time that trainings leave out, as rollbacks marked them.")
final class ModelsPollutedCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      List<PollutedWindow> windows = model.registry().pollutedWindows(model.name());
      if (json.print(windows)) {
        return 0;
      }
      Table table = new Table("FROM", "TO", "WHO", "AT", "WHY");
      for (PollutedWindow window : windows) {
        table.row(
            window.window().from(), window.window().to(), window.who(), window.at(), window.why());
      }
      table.print(System.out);
      return 0;
    }
  }
}
