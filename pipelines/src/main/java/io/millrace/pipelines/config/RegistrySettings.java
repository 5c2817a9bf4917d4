package io.millrace.pipelines.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where model versions are kept.
 *
 * @param url the JDBC URL of the metadata; not shown whole in {@link #toString}, for it may hold a
 *     password
 * @param models the directory of the artifacts, {@code <models>/<model>/<version>/}
 */
public record RegistrySettings(String url, Path models) {
  private static final String SQLITE = "jdbc:sqlite:";

  private static final Kind<String> URL =
      Kind.TEXT
          .where(
              text -> text.matches("jdbc:(sqlite|postgresql):.+"),
              "jdbc:sqlite:<path> or jdbc:postgresql://<host>/<database>")
          .displayed(RegistrySettings::driver);

  static RegistrySettings read(Section registry) {
    String url = registry.required("url", URL);
    return new RegistrySettings(
        absolute(registry.directory(), url), registry.required("models", registry.path()));
  }

  // A relative path of a database starts where every other path of the file does.
  private static String absolute(Path directory, String url) {
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
    boolean relative = !path.isEmpty() && !path.startsWith(":") && !path.startsWith("file:");
    return relative ? SQLITE + directory.resolve(path).normalize() : url;
  }

  private static String driver(String url) {
    return Pattern.compile("^(\\w+:\\w+:)?.*", Pattern.DOTALL).matcher(url).replaceFirst("$1...");
  }

  @Override
  public String toString() {
    return "RegistrySettings[url=" + driver(url) + ", models=" + models + "]";
  }
}
