package io.millrace.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  private final Rides rides;

  ReportCommandTest(@TempDir Path directory) {
    this.rides = new Rides(directory);
  }

  @Test
  void thePageHasBothDataSetsTheSchemaAndTheAnomalies() throws Exception {
    Path stats = rides.stats("monday", Rides.FOUR);
    Path other = rides.stats("tuesday", Rides.HEADER + "30,us,1.5\n");
    Path anomalies =
        rides.file(
            "anomalies.pbtxt",
            "anomaly_info { key: 'fare' value { severity: ERROR short_description: 'Too <low>' } }");
    Path page = rides.path("report.html");
    Rides.succeed(
        "report",
        "--stats",
        stats.toString(),
        "--compare",
        other.toString(),
        "--schema",
        rides.schema(stats).toString(),
        "--anomalies",
        anomalies.toString(),
        "--out",
        page.toString());
    assertThat(Files.readString(page))
        .contains("<title>monday.pb compared with tuesday.pb</title>")
        .contains("\"one of 2: de, fr\"")
        .contains("<td>fare</td><td>error</td><td>Too &lt;low&gt;</td>")
        .contains("\"id\":\"age\"");
  }

  @Test
  void everyMistakeIsOneLineAndExitCodeTwo() throws Exception {
    String stats = rides.stats("monday", Rides.FOUR).toString();
    String page = rides.path("report.html").toString();
    Console wrong = Console.run("report", "--stats", stats, "--out", "report.pdf");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err().strip()).isEqualTo("--out: report.pdf (expected: extension .html)");
    Console anomalies =
        Console.run("report", "--stats", stats, "--anomalies", stats + "x", "--out", page);
    assertThat(anomalies.exitCode()).isEqualTo(2);
    assertThat(anomalies.err().strip()).startsWith(stats + "x: ").hasLineCount(1);
    assertThat(rides.path("report.html")).doesNotExist();
  }
}
