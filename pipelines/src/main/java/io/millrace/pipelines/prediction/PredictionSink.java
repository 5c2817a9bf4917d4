package io.millrace.pipelines.prediction;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.Predictions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Writes predictions to a file, a record for each row: kept columns, outputs, model, version. */
interface PredictionSink extends Closeable {
  String MODEL = "model_name";
  String VERSION = "model_version";

  /** Writes rows that one version predicted; {@code kept} has the columns to keep and no others. */
  void write(ColumnBatch kept, Predictions predictions, String model, long version)
      throws IOException;

  /** The sink for a file, by its extension. */
  static PredictionSink open(Path file, Layout kept, Layout outputs) throws IOException {
    String name = String.valueOf(file.getFileName());
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> new CsvSink(file, kept, outputs);
      case "json", "jsonl" -> new JsonSink(file);
      case "avro" -> new AvroSink(file, kept, outputs);
      default ->
          throw new IllegalArgumentException(
              "--out: " + file + " (expected: extension .csv, .json, .jsonl or .avro)");
    };
  }
}
