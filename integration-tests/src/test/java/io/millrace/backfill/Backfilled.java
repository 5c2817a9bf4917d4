package io.millrace.backfill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a backfill wrote.
 *
 * @param directory its output
 */
record Backfilled(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The messages of one of the outputs; none if it has no directory. */
  List<JsonNode> messages(String output) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (Path file : files(directory.resolve("outputs").resolve(output), ".jsonl")) {
      for (String line : Files.readAllLines(file)) {
        messages.add(JSON.readTree(line));
      }
    }
    return messages;
  }

  /** The predicted value of every record. */
  Map<String, Double> predictions() throws IOException {
    Map<String, Double> predictions = new TreeMap<>();
    for (JsonNode message : messages("predictions")) {
      String id = message.get("record_id").textValue();
      double value = message.get("outputs").get("prediction").doubleValue();
      if (predictions.put(id, value) != null) {
        throw new IOException(id + ": predicted twice");
      }
    }
    return predictions;
  }

  /** Files of this name, one a window, in the order of the windows. */
  List<Path> windows(String what, String name) throws IOException {
    return files(directory.resolve(what), name);
  }

  private static List<Path> files(Path root, String ending) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
