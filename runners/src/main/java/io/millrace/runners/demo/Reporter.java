package io.millrace.runners.demo;

import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.registry.AliasChange;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.TrainingRun;
import io.millrace.pipelines.config.Deployment;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the demo's report: what the loop predicted, beside what the first model alone, and each
 * replaced champion, would have said of the same trips.
 */
final class Reporter {
  /** Months with fewer measured trips are dates gone wrong. */
  private static final long FEWEST_ROWS = 100;

  private final Deployment deployment;
  private final Registry registry;
  private final Demo.TripSource source;

  Reporter(Deployment deployment, Registry registry, Demo.TripSource source) {
    this.deployment = deployment;
    this.registry = registry;
    this.source = source;
  }

  DemoReport report(TripLog log, double seconds) throws IOException, ModelRejectedException {
    List<AliasChange> promotions =
        registry.history(deployment.model()).stream()
            .filter(change -> change.from() != null)
            .toList();
    TripErrors errors;
    try (Trips trips = source.open()) {
      errors = TripErrors.measure(deployment, trips, log, promotions);
    }
    List<TrainingRun> runs = registry.runs(deployment.model());
    return new DemoReport(
        errors.records(),
        log.predicted(),
        log.deadLettered(),
        log.duplicates(),
        errors.labels(),
        months(errors.months(), runs, log),
        errors.comparisons().stream().map(Reporter::promotion).toList(),
        log.anomalies().stream().map(Reporter::anomaly).toList(),
        raised(log).stream()
            .map(alarm -> new DemoReport.Alarm(alarm.end().toString(), alarm.describe()))
            .toList(),
        runs.stream().map(Reporter::training).toList(),
        seconds);
  }

  private static List<TripLog.LoggedAlarm> raised(TripLog log) {
    return log.alarms().stream().filter(alarm -> alarm.stage().equals("raised")).toList();
  }

  private static List<DemoReport.Month> months(
      SortedMap<YearMonth, TripErrors.MonthErrors> errors, List<TrainingRun> runs, TripLog log) {
    List<DemoReport.Month> months = new ArrayList<>();
    errors.forEach(
        (month, error) -> {
          if (error.loop.rows() < FEWEST_ROWS) {
            return;
          }
          List<TrainingRun> ours =
              runs.stream().filter(run -> month.equals(month(eventTime(run)))).toList();
          months.add(
              new DemoReport.Month(
                  month.toString(),
                  error.loop.rows(),
                  error.fixed.mean(),
                  error.loop.mean(),
                  List.copyOf(error.versions),
                  (int)
                      raised(log).stream()
                          .filter(alarm -> month.equals(month(alarm.end())))
                          .count(),
                  ours.size(),
                  (int) ours.stream().filter(run -> outcome(run).equals("accepted")).count(),
                  ours.stream()
                      .filter(run -> outcome(run).equals("refused"))
                      .map(run -> String.valueOf(run.message()))
                      .toList()));
        });
    return months;
  }

  /** The month that a window lies in, by its end. */
  private static @Nullable YearMonth month(@Nullable Instant windowEnd) {
    return windowEnd == null
        ? null
        : YearMonth.from(windowEnd.minusMillis(1).atOffset(ZoneOffset.UTC));
  }

  private static @Nullable Instant eventTime(TrainingRun run) {
    return run.request().cause().eventTime();
  }

  private static String outcome(TrainingRun run) {
    return run.state().name().toLowerCase(Locale.ROOT);
  }

  private static DemoReport.Training training(TrainingRun run) {
    return new DemoReport.Training(
        String.valueOf(eventTime(run)),
        run.request().cause().reason(),
        outcome(run),
        run.version(),
        run.decision() == null ? String.valueOf(run.message()) : run.decision().reason());
  }

  private static DemoReport.Anomaly anomaly(TripLog.LoggedAnomaly anomaly) {
    return new DemoReport.Anomaly(
        anomaly.end().toString(), anomaly.feature(), anomaly.type(), anomaly.description());
  }

  private static DemoReport.Promotion promotion(TripErrors.Comparison comparison) {
    return new DemoReport.Promotion(
        comparison.change().to(),
        comparison.change().from(),
        String.valueOf(comparison.change().effectiveFrom()),
        comparison.moved().mean(),
        comparison.stayed().mean());
  }
}
