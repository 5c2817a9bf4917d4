package io.millrace.pipelines.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a tag on a version. */
@Command(
    name = "tag",
    description = "Writes a tag on a version, or takes it away where no value is given.")
final class ModelsTagCommand implements Callable<Integer> {
  @Mixin private ConfigOption config = new ConfigOption();

  @Parameters(index = "0", paramLabel = "VERSION", description = "The version's number.")
  private long number;

  @Parameters(index = "1", paramLabel = "KEY", description = "Such as validation_status.")
  private String key = "";

  @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE", description = "Such as approved.")
  private @Nullable String value;

  @Override
  public Integer call() throws Exception {
    try (DeployedModel model = DeployedModel.open(config)) {
      model.version(number);
      model.registry().tag(model.name(), number, key, value);
      System.out.println(
          model.name()
              + ": version "
              + number
              + (value == null ? " has no tag " + key : " is tagged " + key + "=" + value));
      return 0;
    }
  }
}
