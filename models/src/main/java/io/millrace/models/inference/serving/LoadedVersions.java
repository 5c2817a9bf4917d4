package io.millrace.models.inference.serving;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a model that are loaded, the least recently used first to go. Not thread-safe; a
 * version that goes closes after its last lease.
 */
final class LoadedVersions {
  private final int most;
  private final Map<Long, LoadedModel> byVersion = new LinkedHashMap<>(16, 0.75f, true);

  LoadedVersions(int most) {
    this.most = most;
  }

  boolean has(long version) {
    return byVersion.containsKey(version);
  }

  /** The version with one more use, or null when it is not loaded. */
  @Nullable LoadedModel retain(long version) {
    LoadedModel model = byVersion.get(version);
    return model != null && model.retain() ? model : null;
  }

  void add(LoadedModel model) {
    byVersion.put(model.location().version(), model);
    Iterator<LoadedModel> eldest = byVersion.values().iterator();
    while (byVersion.size() > most) {
      eldest.next().release();
      eldest.remove();
    }
  }

  /** Lets versions go that the timeline does not have. */
  void keepOnly(VersionTimeline timeline) {
    Set<Long> versions =
        timeline.steps().stream().map(VersionTimeline.Step::version).collect(Collectors.toSet());
    byVersion
        .values()
        .removeIf(
            model -> {
              boolean gone = !versions.contains(model.location().version());
              if (gone) {
                model.release();
              }
              return gone;
            });
  }

  void clear() {
    byVersion.values().forEach(LoadedModel::release);
    byVersion.clear();
  }
}
