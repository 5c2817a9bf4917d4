package io.millrace.pipelines.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The option to print JSON for programs instead of a table for people. */
final class JsonOption {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(Duration.class, ToStringSerializer.instance))
          .build();

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  /** Whether JSON is wanted, and nothing else. */
  boolean isWanted() {
    return json;
  }

  /** Prints the value if JSON is wanted; false if a table is. */
  boolean print(Object value) throws JsonProcessingException {
    if (json) {
      System.out.println(JSON.writeValueAsString(value));
    }
    return json;
  }
}
