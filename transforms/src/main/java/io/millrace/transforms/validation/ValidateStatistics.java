package io.millrace.transforms.validation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.statistics.DatasetStatistics;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.StatisticsValidator;
import io.millrace.models.validation.ValidationOptions;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.WindowResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.Schema;

/**
 * Validates each window's statistics against the schema.
 *
 * <p>Input: statistics by window. Output: one {@code Anomalies} message for each of them, also when
 * nothing is wrong; its {@code baseline} is the schema.
 */
public final class ValidateStatistics
    extends PTransform<
        PCollection<WindowResult<DatasetStatistics>>, PCollection<WindowResult<Anomalies>>> {
  public static final DataCoder<Anomalies> CODER =
      DataCoder.of(
          "Anomalies",
          (anomalies, out) -> DataCoders.writeBytes(anomalies.toByteArray(), out),
          in -> Anomalies.parseFrom(DataCoders.readBytes(in)));

  private final Schema schema;
  private final @Nullable String environment;
  private final ValidationOptions options;
  private final ControlStatistics control;

  private ValidateStatistics(
      Schema schema,
      @Nullable String environment,
      ValidationOptions options,
      ControlStatistics control) {
    this.schema = schema;
    this.environment = environment;
    this.options = options;
    this.control = control;
  }

  public static ValidateStatistics against(Schema schema) {
    return new ValidateStatistics(
        schema, null, ValidationOptions.defaults(), ControlStatistics.none());
  }

  /**
   * For data of one of the schema's default environments; by default all features apply.
   *
   * @throws IllegalArgumentException if the schema has no such environment
   */
  public ValidateStatistics withEnvironment(String name) {
    StatisticsValidator.of(schema).withEnvironment(name);
    return new ValidateStatistics(schema, name, options, control);
  }

  /** What is reported, and how bad it is; by default everything, as an error. */
  public ValidateStatistics withOptions(ValidationOptions wanted) {
    return new ValidateStatistics(schema, environment, wanted, control);
  }

  /** Other data that each window is compared with, for drift and skew; by default none. */
  public ValidateStatistics withControl(ControlStatistics statistics) {
    return new ValidateStatistics(schema, environment, options, statistics);
  }

  @Override
  public PCollection<WindowResult<Anomalies>> expand(
      PCollection<WindowResult<DatasetStatistics>> statistics) {
    return statistics
        .apply("Validate", ParDo.of(new ValidateFn(schema.toByteArray(), environment, options, control)))
        .setCoder(WindowResult.coder(CODER));
  }

  private static final class ValidateFn
      extends DoFn<WindowResult<DatasetStatistics>, WindowResult<Anomalies>> {
    private final byte[] schema;
    private final @Nullable String environment;
    private final ValidationOptions options;
    private final ControlStatistics control;
    private transient @Nullable StatisticsValidator validator;

    ValidateFn(
        byte[] schema,
        @Nullable String environment,
        ValidationOptions options,
        ControlStatistics control) {
      this.schema = schema;
      this.environment = environment;
      this.options = options;
      this.control = control;
    }

    @Setup
    public void setup() throws InvalidProtocolBufferException {
      StatisticsValidator all =
          StatisticsValidator.of(Schema.parseFrom(schema)).withOptions(options);
      validator = environment == null ? all : all.withEnvironment(environment);
    }

    @ProcessElement
    public void validate(
        @Element WindowResult<DatasetStatistics> statistics,
        OutputReceiver<WindowResult<Anomalies>> out) {
      if (validator != null) {
        out.output(statistics.with(validator.validate(statistics.value().toProto(""), control)));
      }
    }
  }
}
