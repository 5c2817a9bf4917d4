package io.millrace.pipelines.cli;

import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the alarms of a deployment, and the training runs they led to. */
@Command(
    name = "list",
    description = {
      "Lists the alarms of a deployment, and the training runs they led to.",
      "Reads the files of the output `alarms`: sinks.alarms has to have files: true."
    })
final class AlarmsListCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(names = "--raised", description = "Only where alarms begin.")
  private boolean raised;

  /** An alarm with what became of it; null if it led to no run. */
  record Listed(LoggedAlarm alarm, @Nullable Long run, @Nullable String outcome) {}

  @Override
  public Integer call() throws Exception {
    Deployment deployment = config.load();
    Path files = Path.of(new StoreLayout(deployment.store()).output("alarms"));
    if (!deployment.sinks().alarms().files() && !Files.isDirectory(files)) {
      throw new IllegalArgumentException(
          "sinks.alarms.files: false (expected: true, so that alarms can be read from files)");
    }
    List<LoggedAlarm> alarms = Files.isDirectory(files) ? LoggedAlarm.read(files) : List.of();
    List<Listed> listed = new ArrayList<>();
    try (Registry registry = Registry.open(deployment.registry().url())) {
      Map<String, TrainingRun> runs = new HashMap<>();
      registry.runs(deployment.model()).forEach(run -> runs.put(run.request().requestKey(), run));
      for (LoggedAlarm alarm : alarms) {
        if (!raised || alarm.stage().equals("raised")) {
          TrainingRun run = alarm.asksForTraining() ? runs.get(alarm.requestKey()) : null;
          listed.add(
              run == null
                  ? new Listed(alarm, null, null)
                  : new Listed(alarm, run.id(), run.state().name().toLowerCase(Locale.ROOT)));
        }
      }
    }
    if (!json.print(listed)) {
      print(listed);
    }
    return 0;
  }

  private static void print(List<Listed> listed) {
    Table table =
        new Table(
            "WINDOW UNTIL",
            "STAGE",
            "ABOUT",
            "MEASURE",
            "VALUE",
            "VERSION",
            "SINCE",
            "PATTERN",
            "RUN");
    for (Listed one : listed) {
      LoggedAlarm alarm = one.alarm();
      table.row(
          alarm.windowEnd(),
          alarm.stage(),
          alarm.about(),
          alarm.measure(),
          number(alarm.value()) + " (" + number(alarm.threshold()) + ")",
          alarm.version(),
          Table.orDash(alarm.onset()),
          Table.orDash(alarm.pattern()),
          one.run() == null ? "-" : one.run() + " " + one.outcome());
    }
    table.print(System.out);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3g", value);
  }
}
