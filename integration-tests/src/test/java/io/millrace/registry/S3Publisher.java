package io.millrace.registry;

import io.millrace.models.inference.Manifest;
import io.millrace.models.registry.ModelStore;
import io.millrace.models.registry.Promotion;
import io.millrace.models.registry.Registry;
import io.millrace.models.registry.StoreLocation;
import java.nio.file.Path;
import java.util.Map;

/** A process that publishes and promotes one version after the other, until it is killed. */
final class S3Publisher {
  private S3Publisher() {}

  /**
   * Prints each version that it promoted.
   *
   * <p>Arguments: the registry, the store, its directory for copies, the trained model.
   */
  public static void main(String[] arguments) throws Exception {
    ModelStore models = new ModelStore(new StoreLocation(arguments[1], arguments[2]));
    try (Registry registry = Registry.open(arguments[0])) {
      while (System.in.available() == 0) {
        long version = registry.allocateVersion("line", null);
        Path published = models.publish("line", version, Path.of(arguments[3]));
        registry.markReady("line", version, Map.of(), Manifest.sha256Of(published));
        Long now = registry.alias("line", "champion").map(target -> target.version()).orElse(null);
        registry.promote(
            new Promotion("line", "champion", version, now, "publisher", "newer", null, null));
        System.out.println(version);
      }
    }
  }
}
