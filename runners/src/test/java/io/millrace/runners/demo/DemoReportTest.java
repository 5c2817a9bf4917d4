package io.millrace.runners.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {

  private static final DemoReport REPORT =
      new DemoReport(
          30_001,
          29_990,
          11,
          0,
          29_995,
          List.of(
              new DemoReport.Month("2020-03", 10_000, null, null, List.of(), 0, 0, 0, List.of()),
              new DemoReport.Month(
                  "2020-04",
                  10_000,
                  0.593,
                  0.593,
                  List.of(1L),
                  1,
                  2,
                  0,
                  List.of("version 2: no better than the champion (0.60 > 0.59)")),
              new DemoReport.Month(
                  "2020-05", 30_000, 0.5, 0.25, List.of(1L, 3L), 1, 1, 1, List.of())),
          List.of(
              new DemoReport.Promotion(1, null, "2018-04-01T00:00", 0.25, null),
              new DemoReport.Promotion(3, 1L, "2020-05-01T06:00", 0.24, 0.41)),
          List.of(
              new DemoReport.Anomaly(
                  "2018-07-02T00:00", "vendor_id", "ENUM_TYPE_UNEXPECTED_STRING_VALUES", "4")),
          List.of(new DemoReport.Alarm("2020-04-02T00:00", "duration drifts")),
          List.of(
              new DemoReport.Training(
                  "2020-05-01T05:00", "duration drifts", "promoted", 3L, "all gates passed")),
          123.4);

  @Test
  void theTableShowsTheMonthsTheMeanAndThePromotions() {
    String table = MonthTable.render(REPORT);
    assertThat(table.lines())
        .containsExactly(
            "Mean absolute percentage error of the predicted duration",
            "",
            "month        trips  static    loop  version     what happened",
            "2020-03     10,000       -       -",
            "2020-04     10,000   0.593   0.593  1           1 alarm, 2 trainings, 1 refusal",
            " ".repeat(50) + "version 2: no better than the champion (0.60 > 0.59)",
            "2020-05     30,000   0.500   0.250  1>3         1 alarm, 1 training, 1 promotion",
            "all         50,000   0.523   0.336",
            "",
            "Promotions, and the error in the month after",
            "",
            "2018-04-01T00:00  version 1, the first",
            "2020-05-01T06:00  version 3 for 1: 0.240, had 1 stayed: 0.410",
            "",
            "30,001 records in, 29,990 predicted, 11 dead letters, 0 duplicates, 29,995 labels;"
                + " 123 s");
  }

  @Test
  void theFileIsInSnakeCaseAndReadsBack(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("report.json");
    Files.writeString(file, "old");
    REPORT.write(file);
    String json = Files.readString(file);
    assertThat(json)
        .contains("\"records_in\" : 30001")
        .contains("\"dead_lettered\" : 11")
        .contains("\"static_mape\" : 0.593")
        .contains("\"static_mape\" : null")
        .contains("\"next_month_mape_if_stayed\" : 0.41");
    assertThat(DemoReport.read(file)).isEqualTo(REPORT);
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(file);
    }
  }
}
