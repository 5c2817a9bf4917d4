package io.millrace.pipelines.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help, grouped by what people want to do. */
final class CommandGroups {
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put(
        "Look at data and check it",
        List.of("stats", "schema", "validate", "skew", "drift", "report"));
    GROUPS.put(
        "Run a deployment",
        List.of(
            "bootstrap",
            "run",
            "train",
            "tune",
            "trainer",
            "ablate",
            "models",
            "runs",
            "alarms",
            "backfill"));
    GROUPS.put("Use a model by itself", List.of("predict", "evaluate", "serving-advice", "model"));
    GROUPS.put("Try it", List.of("demo"));
  }

  private static final String OTHERS = "Further";

  private CommandGroups() {}

  /** Makes the help of this command line list its commands in groups. */
  static void show(CommandLine line) {
    line.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroups::render);
  }

  private static String render(Help help) {
    Map<String, Help> rest = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<String>> group : GROUPS.entrySet()) {
      List<Help> commands = new ArrayList<>();
      for (String name : group.getValue()) {
        Help command = rest.remove(name);
        if (command != null) {
          commands.add(command);
        }
      }
      append(text, help, group.getKey(), commands);
    }
    append(text, help, OTHERS, List.copyOf(rest.values()));
    return text.toString();
  }

  private static void append(StringBuilder text, Help help, String title, List<Help> commands) {
    if (commands.isEmpty()) {
      return;
    }
    text.append(String.format("%n%s:%n", title));
    Map<String, Help> byName = new LinkedHashMap<>();
    for (Help command : commands) {
      byName.put(command.commandSpec().name(), command);
    }
    text.append(help.commandList(byName));
  }
}
