package io.millrace.models.inference.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions that were refused, and why. A version is tried again when its files have changed
 * since (one that was still being copied, or was mended in place), but not before a pause that
 * doubles with every refusal from one second to {@link #LONGEST_PAUSE}; or when somebody asks; or
 * when the source names it again after it had not: what was withdrawn was found to be good after
 * all.
 */
final class Quarantine {
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private final Map<ModelLocation, Refusal> refusals = new HashMap<>();

  private record Refusal(String reason, String files, int times, long until) {}

  Quarantine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Why a version must not be tried now; null when it may be. */
  synchronized @Nullable String reason(ModelLocation location) {
    Refusal refusal = refusals.get(location);
    if (refusal == null) {
      return null;
    }
    boolean over = nanoTime.getAsLong() - refusal.until() >= 0;
    return over && !files(location.directory()).equals(refusal.files()) ? null : refusal.reason();
  }

  /** Why each version is here. */
  synchronized Map<ModelLocation, String> reasons() {
    Map<ModelLocation, String> reasons = new HashMap<>();
    refusals.forEach((location, refusal) -> reasons.put(location, refusal.reason()));
    return reasons;
  }

  /**
   * Takes a version in.
   *
   * @param files what {@link #files} said before it was tried
   */
  synchronized void refuse(ModelLocation location, String reason, String files) {
    Refusal former = refusals.get(location);
    int times = former == null ? 1 : former.times() + 1;
    Duration pause = Duration.ofSeconds(1L << Math.min(times - 1, 20));
    long nanos = (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
    refusals.put(location, new Refusal(reason, files, times, nanoTime.getAsLong() + nanos));
  }

  /** Lets every version be tried again, changed or not. */
  synchronized void clear() {
    refusals.clear();
  }

  synchronized void release(ModelLocation location) {
    refusals.remove(location);
  }

  /** Lets every version be tried again but the one that the source names now, if it names one. */
  synchronized void keepOnly(@Nullable ModelLocation named) {
    refusals.keySet().removeIf(location -> !location.equals(named));
  }

  /** Names, sizes and times of a version's files: other ones mean that it was changed. */
  static String files(Path directory) {
    List<String> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        if (file.isRegularFile()) {
          files.add(directory.relativize(path) + " " + file.size() + " " + file.lastModifiedTime());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return "unreadable";
    }
    Collections.sort(files);
    return String.join("\n", files);
  }
}
