package io.millrace.transforms.validation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.models.statistics.SlicedStatistics;
import io.millrace.models.validation.Comparisons;
import io.millrace.models.validation.ControlStatistics;
import io.millrace.models.validation.StatisticsValidator;
import io.millrace.models.validation.ValidationOptions;
import io.millrace.models.validation.rules.Rule;
import io.millrace.models.validation.rules.RuleException;
import io.millrace.models.validation.rules.StatisticsRules;
import io.millrace.transforms.coders.DataCoder;
import io.millrace.transforms.coders.DataCoders;
import io.millrace.transforms.windows.Consecutive;
import io.millrace.transforms.windows.WindowResult;
import io.millrace.transforms.windows.WithPrevious;
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
 *
 * <p>Where the schema has thresholds of drift, or a rule reads {@code previous}, each window is
 * compared with the one before it as {@link WithPrevious} puts them side by side: once, when
 * neither can change any more. With allowed lateness what needs no comparison is told as before, on
 * time and with each pane, and the comparison comes as one more pane.
 */
public final class ValidateStatistics
    extends PTransform<
        PCollection<WindowResult<SlicedStatistics>>, PCollection<WindowResult<Anomalies>>> {
  public static final DataCoder<Anomalies> CODER =
      DataCoder.of(
          "Anomalies",
          (anomalies, out) -> DataCoders.writeBytes(anomalies.toByteArray(), out),
          in -> Anomalies.parseFrom(DataCoders.readBytes(in)));

  private static final DataCoder<DatasetFeatureStatistics> ALL_ROWS =
      DataCoder.of(
          "DatasetFeatureStatistics",
          (statistics, out) -> DataCoders.writeBytes(statistics.toByteArray(), out),
          in -> DatasetFeatureStatistics.parseFrom(DataCoders.readBytes(in)));

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

  /**
   * Other data that each window is compared with, for drift and skew; by default the window before
   * it, and nothing else.
   */
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
    PCollection<WindowResult<DatasetFeatureStatistics>> allRows =
        statistics
            .apply("AllRows", ParDo.of(new AllRowsFn()))
            .setCoder(WindowResult.coder(ALL_ROWS));
    PCollection<WindowResult<Consecutive<DatasetFeatureStatistics>>> compared =
        comparesWindows()
            ? allRows.apply("WithPrevious", WithPrevious.of(ALL_ROWS))
            : allRows
                .apply("Alone", ParDo.of(new AloneFn()))
                .setCoder(WindowResult.coder(Consecutive.coder(ALL_ROWS)));
    return compared
        .apply(
            "Validate",
            ParDo.of(new ValidateFn(schema.toByteArray(), environment, options, control, rules)))
        .setCoder(WindowResult.coder(CODER));
  }

  /** Whether there is anything to compare a window with the one before for. */
  private boolean comparesWindows() {
    return control.previousSpan() == null
        && Comparisons.of(schema).and(StatisticsRules.compile(rules).comparisons()).previousSpan();
  }

  private static final class AllRowsFn
      extends DoFn<WindowResult<SlicedStatistics>, WindowResult<DatasetFeatureStatistics>> {
    @ProcessElement
    public void take(
        @Element WindowResult<SlicedStatistics> statistics,
        OutputReceiver<WindowResult<DatasetFeatureStatistics>> out) {
      out.output(statistics.with(statistics.value().all().toProto("")));
    }
  }

  private static final class AloneFn
      extends DoFn<
          WindowResult<DatasetFeatureStatistics>,
          WindowResult<Consecutive<DatasetFeatureStatistics>>> {
    @ProcessElement
    public void take(
        @Element WindowResult<DatasetFeatureStatistics> statistics,
        OutputReceiver<WindowResult<Consecutive<DatasetFeatureStatistics>>> out) {
      out.output(statistics.with(new Consecutive<>(statistics.value(), null)));
    }
  }

  private static final class ValidateFn
      extends DoFn<WindowResult<Consecutive<DatasetFeatureStatistics>>, WindowResult<Anomalies>> {
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
        @Element WindowResult<Consecutive<DatasetFeatureStatistics>> window,
        OutputReceiver<WindowResult<Anomalies>> out) {
      if (validator != null && rules != null) {
        DatasetFeatureStatistics stats = window.value().value();
        DatasetFeatureStatistics previous = window.value().previous();
        ControlStatistics all = previous == null ? control : control.withPreviousSpan(previous);
        Anomalies anomalies = validator.validate(stats, all);
        out.output(window.with(rules.addTo(anomalies, stats, all)));
      }
    }
  }
}
