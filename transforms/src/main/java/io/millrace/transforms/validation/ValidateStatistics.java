package io.millrace.transforms.validation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.StatisticsValidator;
import io.millrace.models.validation.ValidationOptions;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.StatisticsRules;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.WindowResult;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.DatasetFeatureStatistics;
import org.tensorflow.metadata.v0.Schema;

/**
 * Validates each window's statistics, those of all rows, against the schema.
 *
 * <p>Input: statistics by window. Output: one {@code Anomalies} message for each of them, also when
 * nothing is wrong; its {@code baseline} is the schema.
 */
public final class ValidateStatistics
    extends PTransform<
        PCollection<WindowResult<SlicedStatistics>>, PCollection<WindowResult<Anomalies>>> {
  public static final DataCoder<Anomalies> CODER =
      DataCoder.of(
          "Anomalies",
          (anomalies, out) -> DataCoders.writeBytes(anomalies.toByteArray(), out),
          in -> Anomalies.parseFrom(DataCoders.readBytes(in)));

  private final Schema schema;
  private final @Nullable String environment;
  private final ValidationOptions options;
  private final ControlStatistics control;
  private final List<Rule> rules;

  private ValidateStatistics(
      Schema schema,
      @Nullable String environment,
      ValidationOptions options,
      ControlStatistics control,
      List<Rule> rules) {
    this.schema = schema;
    this.environment = environment;
    this.options = options;
    this.control = control;
    this.rules = rules;
  }

  public static ValidateStatistics against(Schema schema) {
    return new ValidateStatistics(
        schema, null, ValidationOptions.defaults(), ControlStatistics.none(), List.of());
  }

  /**
   * For data of one of the schema's default environments; by default all features apply.
   *
   * @throws IllegalArgumentException if the schema has no such environment
   */
  public ValidateStatistics withEnvironment(String name) {
    StatisticsValidator.of(schema).withEnvironment(name);
    return new ValidateStatistics(schema, name, options, control, rules);
  }

  /** What is reported, and how bad it is; by default everything, as an error. */
  public ValidateStatistics withOptions(ValidationOptions wanted) {
    return new ValidateStatistics(schema, environment, wanted, control, rules);
  }

  /** Other data that each window is compared with, for drift and skew; by default none. */
  public ValidateStatistics withControl(ControlStatistics statistics) {
    return new ValidateStatistics(schema, environment, options, statistics, rules);
  }

  /**
   * Rules over statistics besides those of the schema; by default none.
   *
   * @throws RuleException if any rule cannot be used
   */
  public ValidateStatistics withRules(List<Rule> own) {
    StatisticsRules.compile(own);
    return new ValidateStatistics(schema, environment, options, control, List.copyOf(own));
  }

  @Override
  public PCollection<WindowResult<Anomalies>> expand(
      PCollection<WindowResult<SlicedStatistics>> statistics) {
    return statistics
        .apply(
            "Validate",
            ParDo.of(new ValidateFn(schema.toByteArray(), environment, options, control, rules)))
        .setCoder(WindowResult.coder(CODER));
  }

  private static final class ValidateFn
      extends DoFn<WindowResult<SlicedStatistics>, WindowResult<Anomalies>> {
    private final byte[] schema;
    private final @Nullable String environment;
    private final ValidationOptions options;
    private final ControlStatistics control;
    private final List<Rule> ownRules;
    private transient @Nullable StatisticsValidator validator;
    private transient @Nullable StatisticsRules rules;

    ValidateFn(
        byte[] schema,
        @Nullable String environment,
        ValidationOptions options,
        ControlStatistics control,
        List<Rule> ownRules) {
      this.schema = schema;
      this.environment = environment;
      this.options = options;
      this.control = control;
      this.ownRules = ownRules;
    }

    @Setup
    public void setup() throws InvalidProtocolBufferException {
      StatisticsValidator all =
          StatisticsValidator.of(Schema.parseFrom(schema)).withOptions(options);
      validator = environment == null ? all : all.withEnvironment(environment);
      rules = StatisticsRules.compile(ownRules);
    }

    @ProcessElement
    public void validate(
        @Element WindowResult<SlicedStatistics> statistics,
        OutputReceiver<WindowResult<Anomalies>> out) {
      if (validator != null && rules != null) {
        DatasetFeatureStatistics stats = statistics.value().all().toProto("");
        Anomalies anomalies = validator.validate(stats, control);
        out.output(statistics.with(rules.addTo(anomalies, stats, control)));
      }
    }
  }
}
