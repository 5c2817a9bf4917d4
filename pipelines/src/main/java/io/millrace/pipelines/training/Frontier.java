package io.millrace.pipelines.training;

import io.millrace.pipelines.config.Deployment;
import io.millrace.pipelines.stages.StoreLayout;
import io.millrace.transforms.storage.WriteWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * How far a deployment's records have come in event time, as its stored windows tell: a version
 * promoted now holds from behind them, so that it takes over no record that another version has
 * predicted already, whether the records are of today or a replay of years ago.
 */
final class Frontier {
  private final Deployment deployment;

  Frontier(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * The end of the window that is open now, which is the one behind the last whose statistics are
   * stored; but no earlier than {@code dataEnd}, the end of what the version was trained on.
   */
  Instant after(Instant dataEnd) throws IOException {
    Path windows = Path.of(new StoreLayout(deployment.store()).statistics());
    Instant newest = Files.isDirectory(windows) ? newestEnd(windows) : Instant.MIN;
    if (newest.equals(Instant.MIN)) {
      return dataEnd;
    }
    Instant open = newest.plus(deployment.windows().size());
    return open.isBefore(dataEnd) ? dataEnd : open;
  }

  private static Instant newestEnd(Path windows) throws IOException {
    Instant newest = Instant.MIN;
    try (Stream<Path> names = Files.list(windows)) {
      for (Path name : (Iterable<Path>) names::iterator) {
        Instant end = WriteWindows.end(String.valueOf(name.getFileName()));
        newest = end != null && end.isAfter(newest) ? end : newest;
      }
    }
    return newest;
  }
}
