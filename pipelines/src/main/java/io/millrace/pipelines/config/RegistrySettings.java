package io.millrace.pipelines.config;

import io.millrace.models.registry.StoreLocation;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where model versions are kept.
 *
 * @param url the JDBC URL of the metadata; not shown whole in {@link #toString}, for it may hold a
 *     password
 * @param models where the artifacts are, {@code <models>/<model>/<version>/}: a directory, or an
 *     address such as {@code s3://bucket/prefix} with its directory for copies on each machine
 */
public record RegistrySettings(String url, StoreLocation models) {
  private static final String SQLITE = "jdbc:sqlite:";

  private static final Kind<String> URL =
      Kind.TEXT
          .where(
              text -> text.matches("jdbc:(sqlite|postgresql):.+"),
              "jdbc:sqlite:<path> or jdbc:postgresql://<host>/<database>")
          .displayed(RegistrySettings::driver);

  static RegistrySettings read(Section registry) {
    String url = registry.required("url", URL);
    return new RegistrySettings(absolute(registry.directory(), url), models(registry));
  }

  private static StoreLocation models(Section registry) {
    String address = registry.required("models", Kind.TEXT);
    Path cache = registry.orNull("cache", registry.path());
    StoreLocation location = new StoreLocation(address, cache == null ? null : cache.toString());
    return location.remote()
        ? location
        : StoreLocation.of(registry.directory().resolve(address).normalize());
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
