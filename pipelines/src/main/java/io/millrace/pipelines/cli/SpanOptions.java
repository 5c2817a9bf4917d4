package io.millrace.pipelines.cli;

import io.millrace.models.registry.DataWindow;
import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.training.NewestExamples;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a span of event time of a deployment. */
final class SpanOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first event time, such as 2018-01-01 (default: training.window before --to).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Up to this event time (default: the newest stored window's end).")
  private @Nullable String to;

  DataWindow window(Deployment deployment) throws IOException {
    ZoneId zone = deployment.records().eventTime().zone();
    Instant end = to == null ? NewestExamples.end(deployment) : moment("--to", to, zone);
    Instant start =
        from == null ? end.minus(deployment.training().window()) : moment("--from", from, zone);
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "--from: " + start + " (expected: before --to, " + end + ")");
    }
    return new DataWindow(start, end);
  }

  private static Instant moment(String option, String text, ZoneId zone) {
    try {
      return text.contains("T")
          ? DateTimeFormatter.ISO_DATE_TIME.withZone(zone).parse(text, Instant::from)
          : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          option + ": " + text + " (expected: a date such as 2018-01-01, or a time)", e);
    }
  }
}
