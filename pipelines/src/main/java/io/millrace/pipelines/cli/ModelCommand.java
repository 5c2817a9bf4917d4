package io.millrace.pipelines.cli;

import io.millrace.models.inference.ModelInspection;
import io.millrace.models.inference.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a model in a directory; the registry's own are those of {@link ModelsCommand}. */
@Command(
    name = "model",
    description = "Looks at a SavedModel in a directory.",
    synopsisSubcommandLabel = "inspect")
final class ModelCommand {

  /** Exit code 1 says that the model would be refused. */
  @Command(
      name = "inspect",
      description = {
        "Shows signatures, types, shapes and size, and makes every check that loading makes.",
        "Exit code 1: the model would be refused."
      })
  int inspect(
      @Parameters(paramLabel = "DIR", description = "The directory with saved_model.pb.")
          Path directory,
      @Option(names = "--signature", description = "The signature that would be called.")
          @Nullable String signature,
      @Option(names = "--require-manifest", description = "Refuse a model without a manifest.")
          boolean manifestRequired,
      @Mixin JsonOption json)
      throws Exception {
    ModelInspection inspection =
        ModelInspection.of(
            directory,
            ModelOptions.defaults()
                .withSignature(signature)
                .withManifestRequired(manifestRequired));
    if (!json.print(inspection)) {
      print(inspection);
    }
    return inspection.isRefused() ? 1 : 0;
  }

  private static void print(ModelInspection inspection) {
    Table about = new Table("MODEL", inspection.directory());
    about.row("size", inspection.bytes() + " bytes");
    about.row("written by", "TensorFlow " + orDash(inspection.tensorflow()));
    about.row("tags", orDash(String.join(", ", inspection.tags())));
    about.row("assets", orDash(String.join(", ", inspection.assets())));
    about.row("warm-up requests", inspection.warmUpRequests());
    about.print(System.out);
    for (ModelInspection.Signature signature : inspection.signatures()) {
      System.out.println();
      Table table = new Table("SIGNATURE", signature.name(), orDash(signature.method()), "");
      rows(table, "input", signature.inputs());
      rows(table, "output", signature.outputs());
      table.print(System.out);
    }
    if (!inspection.features().isEmpty()) {
      System.out.println();
      Table table = new Table("FEATURE", "TYPE", "REQUIRED");
      for (ModelInspection.Feature feature : inspection.features()) {
        table.row(feature.name(), feature.type(), feature.required() ? "yes" : "no");
      }
      table.print(System.out);
    }
    System.out.println();
    Table checks = new Table("CHECK", "RESULT", "DETAIL");
    for (ModelInspection.Check check : inspection.checks()) {
      checks.row(check.name(), check.passed() ? "pass" : "FAIL", check.detail());
    }
    checks.print(System.out);
    System.out.println(inspection.isRefused() ? "would be refused" : "would be served");
  }

  private static void rows(Table table, String kind, List<ModelInspection.TensorLine> tensors) {
    for (ModelInspection.TensorLine tensor : tensors) {
      table.row("  " + kind, tensor.name(), tensor.type() + " " + tensor.shape(), tensor.tensor());
    }
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
