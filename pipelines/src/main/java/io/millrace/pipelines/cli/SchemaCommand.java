package io.millrace.pipelines.cli;

import io.millrace.models.schema.SchemaFiles;
import io.millrace.models.schema.SchemaInference;
import io.millrace.models.validation.SchemaUpdate;
import io.millrace.pipelines.local.Artifacts;
import io.millrace.pipelines.local.InputException;
import io.millrace.pipelines.local.OutputFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.metadata.v0.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Infers a schema from statistics, or changes one so that they pass. */
@Command(
    name = "schema",
    description = "Infers a schema from statistics, or updates one.",
    synopsisSubcommandLabel = "(infer | update)")
final class SchemaCommand implements Runnable {
  private static final String STATS = "Statistics: .pb, .tfrecord, .pbtxt, or a prefix of shards.";

  @Command(
      name = "infer",
      sortOptions = false,
      description = "Infers the schema that a good data set has, for people to correct.",
      footer = {"", ExitCodes.FILES})
  int infer(
      @Option(names = "--stats", required = true, paramLabel = "FILE", description = STATS)
          Path stats,
      @Option(
              names = "--max-string-domain-size",
              defaultValue = "100",
              paramLabel = "N",
              description =
                  "The most values a string's domain may have (default: ${DEFAULT-VALUE}).")
          int maxStringDomainSize,
      @Option(
              names = "--no-shapes",
              description = "Say how many values features have, not which shape.")
          boolean noShapes,
      @Mixin OutOption out)
      throws IOException {
    out.check(SchemaCommand::checkExtension);
    Schema schema =
        SchemaInference.infer(
            Artifacts.dataset(stats),
            SchemaInference.Options.defaults()
                .withMaxStringDomainSize(maxStringDomainSize)
                .withShapes(!noShapes));
    write(schema, out.file());
    return 0;
  }

  @Command(
      name = "update",
      sortOptions = false,
      description = "Changes a schema so that the statistics pass it; hand-made parts stay.",
      footer = {"", ExitCodes.FILES})
  int update(
      @Option(
              names = "--schema",
              required = true,
              paramLabel = "FILE",
              description = "The schema.pbtxt to change.")
          Path schema,
      @Option(names = "--stats", required = true, paramLabel = "FILE", description = STATS)
          Path stats,
      @Mixin OutOption out)
      throws IOException {
    out.check(SchemaCommand::checkExtension);
    Schema updated = SchemaUpdate.update(Artifacts.schema(schema), Artifacts.dataset(stats));
    // Comments, and fields that only others know, stay.
    OutputFiles.write(out.file(), path -> SchemaFiles.update(schema, path, updated));
    System.err.println(updated.getFeatureCount() + " features: " + out.file());
    return 0;
  }

  @Override
  public void run() {
    throw new IllegalArgumentException("schema: no command (expected: infer or update)");
  }

  private static void checkExtension(String name) {
    if (!name.matches(".*\\.(pb|pbtxt)")) {
      throw new IllegalArgumentException("--out: " + name + " (expected: extension .pbtxt or .pb)");
    }
  }

  private static void write(Schema schema, Path file) throws InputException {
    OutputFiles.write(file, path -> SchemaFiles.write(path, schema));
    System.err.println(schema.getFeatureCount() + " features: " + file);
  }
}
