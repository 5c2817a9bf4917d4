/**
 * The page that shows what a data set looks like: one HTML file that needs no network.
 *
 * <p>Reads from: statistics, a schema and anomalies, as {@code models.statistics}, {@code
 * models.schema} and {@code models.validation} make them. Writes to: a file, for the command line.
 *
 * <p>In data-flow order: {@link io.millrace.pipelines.report.StatisticsReport} is what to show;
 * {@code ReportData} writes it as JSON, a feature by {@code FeatureData} with its {@code
 * Imbalance}, its histograms by {@code HistogramData} and what the schema asks of it in the words
 * of {@code SchemaWords}; {@code StaticTables} writes what must be readable without JavaScript;
 * {@code Page} puts all of it into {@code report.html} with the style and the scripts, which are
 * resources of this package.
 *
 * <p>To show one more figure of a feature: a field in {@code FeatureData} and a column in {@code
 * tables.js}.
 */
@NullMarked
package io.millrace.pipelines.report;

import org.jspecify.annotations.NullMarked;
