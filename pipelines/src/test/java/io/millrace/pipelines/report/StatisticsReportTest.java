package io.millrace.pipelines.report;

import static io.millrace.pipelines.report.ReportFixtures.dataset;
import static io.millrace.pipelines.report.ReportFixtures.named;
import static io.millrace.pipelines.report.ReportFixtures.numbers;
import static io.millrace.pipelines.report.ReportFixtures.path;
import static io.millrace.pipelines.report.ReportFixtures.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.metadata.v0.Anomalies;
import org.tensorflow.metadata.v0.AnomalyInfo;
import org.tensorflow.metadata.v0.CustomStatistic;
import org.tensorflow.metadata.v0.DriftSkewInfo;
import org.tensorflow.metadata.v0.Feature;
import org.tensorflow.metadata.v0.FeatureType;
import org.tensorflow.metadata.v0.Schema;
import org.tensorflow.metadata.v0.StringDomain;

class StatisticsReportTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script><!--<img src=x onerror=\"alert(1)\"> & '{{data}}' \u2028$1\\";

  @Test
  void figuresOfAFeatureAreInTheData() throws Exception {
    JsonNode data = data(report(numbers("fare", 2.5, 8)));
    JsonNode dataset = data.get("datasets").get(0);
    assertThat(dataset.get("file").asText()).isEqualTo("stats.pb");
    assertThat(dataset.get("rows").asLong()).isEqualTo(10);
    JsonNode fare = dataset.get("features").get(0);
    assertThat(fare.get("id").asText()).isEqualTo("fare");
    assertThat(fare.get("kind").asText()).isEqualTo("numeric");
    assertThat(fare.get("present").asLong()).isEqualTo(8);
    assertThat(fare.get("missing").asLong()).isEqualTo(2);
    assertThat(fare.get("mean").asDouble()).isEqualTo(2.5);
    assertThat(fare.get("max").asText()).as("as JavaScript reads it").isEqualTo("Infinity");
    assertThat(fare.get("standard").toString())
        .isEqualTo("{\"buckets\":[0,0.3333333,4,0.3333333,0.6666667,4],\"nan\":2}");
    assertThat(fare.get("imbalance").asDouble()).isLessThan(1e-9);
  }

  @Test
  void valuesOfACategoryAreInTheData() throws Exception {
    JsonNode flag = data(report(strings("flag", "N", 6, "Y", 2))).at("/datasets/0/features/0");
    assertThat(flag.get("kind").asText()).isEqualTo("categorical");
    assertThat(flag.get("unique").asLong()).isEqualTo(2);
    assertThat(flag.get("ranks").toString())
        .isEqualTo("{\"labels\":2,\"total\":8,\"top\":[\"N\",6,\"Y\",2]}");
  }

  @Test
  void longLabelsAndLongListsAreCut() throws Exception {
    Object[] labels = new Object[140];
    for (int i = 0; i < 70; i++) {
      labels[2 * i] = i + "x".repeat(300);
      labels[2 * i + 1] = 1;
    }
    JsonNode ranks = data(report(strings("long", labels))).at("/datasets/0/features/0/ranks");
    assertThat(ranks.get("labels").asInt()).isEqualTo(70);
    assertThat(ranks.get("total").asInt()).isEqualTo(70);
    assertThat(ranks.get("top")).hasSize(2 * HistogramData.VALUES);
    assertThat(ranks.get("top").get(0).asText()).hasSize(201).endsWith("…");
  }

  @Test
  void everyDataSetOfBothFilesIsThere() throws Exception {
    StatisticsReport report =
        new StatisticsReport(
            named("a.pb", dataset("All Examples"), dataset("country_de")),
            named("b.pb", dataset("All Examples")),
            null,
            null);
    JsonNode data = data(report.toHtml());
    assertThat(data.get("datasets").findValuesAsText("file"))
        .containsExactly("a.pb", "a.pb", "b.pb");
    assertThat(data.get("datasets").findValuesAsText("name"))
        .containsExactly("All Examples", "country_de", "All Examples");
    assertThat(data.get("compared").asInt()).isEqualTo(2);
  }

  @Test
  void anomaliesOfSlicesAreFoundByTheirFeature() throws Exception {
    Anomalies anomalies =
        Anomalies.newBuilder()
            .putAnomalyInfo("'slice(country_de)::fare'", AnomalyInfo.getDefaultInstance())
            .addDriftSkewInfo(
                DriftSkewInfo.newBuilder().setPath(path("slice(All Examples)::tip", "a.b")))
            .build();
    StatisticsReport report =
        new StatisticsReport(
            named(
                "a.pb",
                dataset(
                    "All Examples",
                    numbers("fare", 1, 9),
                    numbers("tip", 1, 9).toBuilder().setPath(path("tip", "a.b")).build()),
                dataset("country_de", numbers("fare", 1, 9))),
            null,
            null,
            anomalies);
    assertThat(data(report.toHtml()).get("slices"))
        .hasToString(
            "{\"All Examples\":{\"tip.'a.b'\":\"'slice(All Examples)::tip'.'a.b'\"},"
                + "\"country_de\":{\"fare\":\"'slice(country_de)::fare'\"}}");
  }

  @Test
  void anomaliesAndDriftCanBeReadWithoutJavaScript() throws Exception {
    Anomalies anomalies =
        Anomalies.newBuilder()
            .putAnomalyInfo(
                "fare",
                AnomalyInfo.newBuilder()
                    .setSeverity(AnomalyInfo.Severity.ERROR)
                    .setShortDescription("Out-of-range values")
                    .setDescription("Unexpectedly low values: -1 < 0.")
                    .build())
            .addDriftSkewInfo(
                DriftSkewInfo.newBuilder()
                    .setPath(path("flag"))
                    .addDriftMeasurements(
                        DriftSkewInfo.Measurement.newBuilder()
                            .setType(DriftSkewInfo.Measurement.Type.L_INFTY)
                            .setValue(0.25)
                            .setThreshold(0.1)))
            .build();
    String html =
        new StatisticsReport(
                named("s.pb", dataset("", numbers("fare", 1, 9))), null, null, anomalies)
            .toHtml();
    String visible = html.substring(html.indexOf("<main>"), html.indexOf("<noscript>"));
    assertThat(visible)
        .contains(
            "<td>fare</td><td>error</td><td>Out-of-range values</td>"
                + "<td>Unexpectedly low values: -1 &lt; 0.</td>")
        .contains(
            "<td>flag</td><td>previous</td><td>L-infinity</td><td>0.2500</td><td>0.1000</td><td>above</td>");
    assertThat(data(html).at("/anomalies/fare/short").asText()).isEqualTo("Out-of-range values");
    assertThat(data(html).at("/measurements/0").toString())
        .isEqualTo("[\"flag\",\"drift\",\"L-infinity\",0.25,0.1]");
  }

  @Test
  void featuresCanBeReadWithoutJavaScriptMostMissingFirst() throws Exception {
    String html = report(numbers("whole", 1, 10), numbers("sparse", 1, 1), numbers("half", 1, 5));
    String plain = html.substring(html.indexOf("<noscript>"), html.indexOf("</noscript>"));
    assertThat(plain).contains("<td>half</td><td>FLOAT</td><td>5</td><td>50%</td>");
    assertThat(plain.indexOf("sparse")).isLessThan(plain.indexOf("half"));
    assertThat(plain.indexOf("half")).isLessThan(plain.indexOf("whole"));
  }

  @Test
  void nothingInTheDataBecomesMarkup() throws Exception {
    String html = hostilePage();
    assertThat(html).doesNotContain("<img", "<!--", "onerror=\"");
    assertThat(Pattern.compile("<script").matcher(html).results()).hasSize(2);
    assertThat(Pattern.compile("</script").matcher(html).results()).hasSize(2);
    JsonNode data = data(html);
    JsonNode feature = data.at("/datasets/0/features/0");
    assertThat(data.at("/datasets/0/name").asText()).isEqualTo(HOSTILE);
    assertThat(feature.at("/ranks/top/0").asText()).isEqualTo(HOSTILE);
    assertThat(feature.get("custom").get(HOSTILE).asText()).isEqualTo(HOSTILE);
    assertThat(data.get("anomalies").findValuesAsText("text")).containsExactly(HOSTILE);
  }

  @Test
  void thePageNeedsNothingFromAnywhere() throws Exception {
    String html = hostilePage();
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "@import", "url(", " src=\"", "fetch(", "innerHTML");
    assertThat(html).contains("default-src 'none'");
    assertThat(between(html, "script-src '", "'"))
        .isEqualTo(hash(between(html, "<script>", "</script>")));
    assertThat(between(html, "style-src '", "'"))
        .isEqualTo(hash(between(html, "<style>", "</style>")));
  }

  @Test
  void isWrittenTheSameEachTime(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("report.html");
    StatisticsReport report =
        new StatisticsReport(named("s.pb", dataset("", numbers("x", 1, 9))), null, null, null);
    report.write(file);
    assertThat(Files.readString(file)).isEqualTo(report.toHtml());
  }

  @Test
  void statisticsWithoutADataSetAreRefused() {
    assertThatThrownBy(() -> new StatisticsReport(named("empty.pb"), null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("statistics: empty.pb (expected: at least one data set)");
  }

  private static String hostilePage() throws Exception {
    Anomalies anomalies =
        Anomalies.newBuilder()
            .putAnomalyInfo(
                HOSTILE,
                AnomalyInfo.newBuilder()
                    .setShortDescription(HOSTILE)
                    .setDescription(HOSTILE)
                    .build())
            .build();
    Schema schema =
        Schema.newBuilder()
            .addFeature(
                Feature.newBuilder()
                    .setName(HOSTILE)
                    .setType(FeatureType.BYTES)
                    .setStringDomain(StringDomain.newBuilder().addValue(HOSTILE)))
            .build();
    var feature =
        strings(HOSTILE, HOSTILE, 3).toBuilder()
            .addCustomStats(CustomStatistic.newBuilder().setName(HOSTILE).setStr(HOSTILE))
            .build();
    return new StatisticsReport(named(HOSTILE, dataset(HOSTILE, feature)), null, schema, anomalies)
        .toHtml();
  }

  private static String report(org.tensorflow.metadata.v0.FeatureNameStatistics... features)
      throws Exception {
    return new StatisticsReport(named("stats.pb", dataset("", features)), null, null, null)
        .toHtml();
  }

  private static JsonNode data(String html) throws Exception {
    return new ObjectMapper()
        .readTree(between(html, "<script type=\"application/json\" id=\"data\">", "</script>"));
  }

  private static String between(String text, String start, String end) {
    Matcher found =
        Pattern.compile(Pattern.quote(start) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as(start).isTrue();
    return found.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
