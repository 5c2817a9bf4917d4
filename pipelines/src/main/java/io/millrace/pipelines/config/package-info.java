/**
 * One YAML file describes a deployment; this room reads and checks it.
 *
 * <p>Reads from: the file, and variables of the command line and the environment. Writes to: the
 * packages of the pipelines, as a {@link io.millrace.pipelines.config.Deployment} of plain records
 * which they translate into what the other rooms take.
 *
 * <p>In data-flow order: {@link io.millrace.pipelines.config.Deployments} parses the file into a
 * {@code YamlDocument}, a {@link io.millrace.pipelines.config.DeploymentSource} that can be read
 * again, {@code Overrides} and {@code Variables} are put in, and each record reads its own {@code
 * Section} of keys, each value as a {@code Kind} of value: {@link
 * io.millrace.pipelines.config.StreamSettings} ({@link
 * io.millrace.pipelines.config.SourceSettings}, {@link io.millrace.pipelines.config.KafkaTopic},
 * {@link io.millrace.pipelines.config.FormatSettings}, {@link
 * io.millrace.pipelines.config.ColumnSettings}, {@link io.millrace.pipelines.config.ColumnType},
 * {@link io.millrace.pipelines.config.EventTimeSettings}), {@link
 * io.millrace.pipelines.config.LabelSettings}, {@link io.millrace.pipelines.config.WindowSettings},
 * {@link io.millrace.pipelines.config.ValidationSettings} ({@link
 * io.millrace.pipelines.config.RecordPolicy}, {@link
 * io.millrace.pipelines.config.DistanceThreshold}, {@code RuleSettings}), {@link
 * io.millrace.pipelines.config.RegistrySettings}, {@link
 * io.millrace.pipelines.config.BootstrapSettings}, {@code FeatureSettings}, {@link
 * io.millrace.pipelines.config.TrainingSettings} ({@link
 * io.millrace.pipelines.config.LearningSettings}, with {@code ObjectiveSettings} and {@code
 * OptimizerSettings}), {@link io.millrace.pipelines.config.DriftSettings} ({@link
 * io.millrace.pipelines.config.ErrorMeasure}, {@link
 * io.millrace.pipelines.config.DetectorSettings}, {@link
 * io.millrace.pipelines.config.EstimateSettings}), {@link
 * io.millrace.pipelines.config.RetrainingSettings}, {@code GateSettings}, {@link
 * io.millrace.pipelines.config.SinkSettings}, {@link io.millrace.pipelines.config.ServingSettings},
 * {@link io.millrace.pipelines.config.TuningSettings}, {@link
 * io.millrace.pipelines.config.MetricsSettings}. Problems do not stop the reading; at its end all
 * of them are one {@link io.millrace.pipelines.config.ConfigurationException}.
 *
 * <p>To add a setting: a component of its record, one line in that record's {@code read}, and its
 * row in {@code docs/configuration.md}, which a test compares with the code; see {@link
 * io.millrace.pipelines.config.ServingSettings}.
 */
@NullMarked
package io.millrace.pipelines.config;

import org.jspecify.annotations.NullMarked;
