package io.millrace.pipelines.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a report's parts into the template {@code report.html}. The page's content security policy
 * allows its own script and style by their hashes, and nothing from anywhere else: even a value
 * that got past the escaping could not run.
 */
final class Page {
  private static final List<String> SCRIPTS =
      List.of("format.js", "elements.js", "charts.js", "details.js", "tables.js", "page.js");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  static String of(StatisticsReport report) throws IOException {
    String style = resource("report.css");
    StringBuilder script = new StringBuilder();
    for (String name : SCRIPTS) {
      script.append(resource(name));
    }
    Map<String, String> parts =
        Map.of(
            "title", Html.escape(report.title()),
            "style", style,
            "styleHash", sha256(style),
            "script", script.toString(),
            "scriptHash", sha256(script.toString()),
            "anomalies", StaticTables.anomalies(report.anomalies()),
            "static", StaticTables.datasets(report),
            "data", ReportData.of(report));
    // One pass: what a part brings is not looked at for placeholders again.
    return PLACEHOLDER
        .matcher(resource("report.html"))
        .replaceAll(found -> Matcher.quoteReplacement(part(parts, found.group(1))));
  }

  private static String part(Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException(
          "placeholder of report.html: " + name + " (expected: one of " + parts.keySet() + ")");
    }
    return part;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource: " + name + " (expected: beside this class)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
