package io.millrace.models.validation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import io.millrace.models.data.Compat;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.NaturalLanguageStatistics;
import org.tensorflow.metadata.v0.Path;
import org.tensorflow.metadata.v0.Schema;

/**
 * A schema and statistics, and what TensorFlow Data Validation makes of them. All messages are in
 * text form; the anomalies are without the baseline. A result is null where TFDV crashed.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record GoldenCase(
    String name,
    String schema,
    String stats,
    @Nullable String previous,
    @Nullable String serving,
    @Nullable String version,
    @Nullable String environment,
    @Nullable List<String> featuresNeeded,
    boolean newFeaturesAreWarnings,
    @Nullable Map<AnomalyInfo.Type, AnomalyInfo.Severity> severityOverrides,
    @Nullable String anomalies,
    @Nullable String updated,
    @Nullable String inferred,
    @Nullable String inferredWithoutShapes) {

  private static final TypeRegistry ANY =
      TypeRegistry.newBuilder().add(NaturalLanguageStatistics.getDescriptor()).build();

  static List<GoldenCase> read(InputStream in) throws IOException {
    return List.of(new ObjectMapper().readValue(in, GoldenCase[].class));
  }

  Anomalies validate() throws TextFormat.ParseException {
    StatisticsValidator validator =
        StatisticsValidator.of(parse(schema, Schema.class)).withOptions(options());
    if (environment != null) {
      validator = validator.withEnvironment(environment);
    }
    return validator.validate(statistics(), control()).toBuilder().clearBaseline().build();
  }

  ControlStatistics control() throws TextFormat.ParseException {
    return new ControlStatistics(statistics(previous), statistics(version), statistics(serving));
  }

  DatasetFeatureStatistics statistics() throws TextFormat.ParseException {
    return parse(stats, DatasetFeatureStatistics.class);
  }

  static <M extends Message> M parse(@Nullable String text, Class<M> type)
      throws TextFormat.ParseException {
    Message.Builder message = Internal.getDefaultInstance(type).newBuilderForType();
    TextFormat.Parser.newBuilder()
        .setTypeRegistry(ANY)
        .build()
        .merge(Objects.requireNonNull(text), message);
    return type.cast(message.build());
  }

  private ValidationOptions options() {
    Set<Path> needed = new HashSet<>();
    if (featuresNeeded != null) {
      featuresNeeded.forEach(step -> needed.add(Path.newBuilder().addStep(step).build()));
    }
    return ValidationOptions.defaults()
        .withCompat(Compat.TFDV)
        .withNewFeaturesAsWarnings(newFeaturesAreWarnings)
        .withSeverityOverrides(severityOverrides == null ? Map.of() : severityOverrides)
        .withFeaturesNeeded(needed);
  }

  private static @Nullable DatasetFeatureStatistics statistics(@Nullable String text)
      throws TextFormat.ParseException {
    return text == null ? null : parse(text, DatasetFeatureStatistics.class);
  }

  @Override
  public String toString() {
    return name;
  }
}
