package io.millrace.models.registry;

import io.millrace.models.inference.ModelRejectedException;
import io.millrace.models.inference.serving.ModelLocation;
import io.millrace.models.inference.serving.TimelineSource;
import io.millrace.models.inference.serving.VersionTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what an alias means, such as {@code taxi@champion}.
 *
 * <p>A version that a worker found unfit to serve (manifest, signature or probe) is withdrawn: it
 * is quarantined for everyone, and the alias goes back to the version it meant before, if one is
 * READY. A new worker then starts at once with a version that has worked, and people find what
 * happened in the alias's history, under {@value #WATCHER}. Without an earlier version the alias
 * stays and {@link #current} is null: those who serve something keep it.
 */
public final class RegistryModelSource implements TimelineSource {
  /** Who rolls back in the name of the workers. */
  public static final String WATCHER = "watcher";

  private static final Logger LOG = LoggerFactory.getLogger(RegistryModelSource.class);

  private final String jdbcUrl;
  private final StoreLocation store;
  private final String model;
  private final String alias;
  private transient @Nullable Registry registry;
  private transient @Nullable ModelStore models;

  // One is enough: while the registry is away it names no other version to reject.
  private transient volatile @Nullable Rejection untold;

  private record Rejection(ModelLocation location, String reason) {}

  /** A source that opens the registry when it is first asked. */
  public RegistryModelSource(String jdbcUrl, Path storeRoot, String model, String alias) {
    this(jdbcUrl, StoreLocation.of(storeRoot), model, alias);
  }

  /** As above, with the models anywhere. */
  public RegistryModelSource(String jdbcUrl, StoreLocation store, String model, String alias) {
    this.jdbcUrl = jdbcUrl;
    this.store = store;
    this.model = Names.check("model", model);
    this.alias = Names.checkAlias(alias);
  }

  /** Where the alias's version lies; null if there is no alias, or its version is not READY. */
  @Override
  public @Nullable ModelLocation current() throws IOException {
    catchUp();
    AliasTarget target = registry().alias(model, alias).orElse(null);
    if (target == null || target.state() != VersionState.READY) {
      return null;
    }
    try {
      return locate(target.version());
    } catch (ModelRejectedException e) {
      // Withdrawn by locate: the next look finds what the alias means instead.
      return null;
    }
  }

  /** Which version the alias means at each event time. */
  @Override
  public VersionTimeline timeline() {
    catchUp();
    return registry().timeline(model, alias);
  }

  /**
   * Where the version lies on this machine; it is fetched first if need be.
   *
   * @throws ModelRejectedException if the store holds no such version as was published; it is
   *     withdrawn
   * @throws IOException if the store does not answer, or is a directory without one of the version
   */
  @Override
  public ModelLocation locate(long version) throws IOException, ModelRejectedException {
    try {
      return new ModelLocation(model, version, models().fetch(model, version));
    } catch (ModelRejectedException e) {
      rejected(new ModelLocation(model, version, store.cacheDirectory()), message(e));
      throw e;
    }
  }

  private static String message(ModelRejectedException e) {
    return String.valueOf(e.getMessage());
  }

  private void catchUp() {
    Rejection late = untold;
    if (late != null) {
      withdraw(late);
      untold = null;
    }
  }

  /** Always: what the {@link ModelStore} publishes has one. */
  @Override
  public boolean requiresManifest() {
    return true;
  }

  /**
   * Withdraws the version. If the registry cannot be reached, that is made up for by the next
   * {@link #current} that reaches it: a version is rejected to a source only once.
   */
  @Override
  public void rejected(ModelLocation location, String reason) {
    Rejection rejection = new Rejection(location, reason);
    try {
      withdraw(rejection);
    } catch (RuntimeException e) {
      untold = rejection;
      LOG.warn("{}/{} is not quarantined yet: {}", location.model(), location.version(), reason, e);
    }
  }

  private void withdraw(Rejection rejection) {
    String of = rejection.location().model();
    long version = rejection.location().version();
    List<AliasChange> changes = registry().withdraw(of, version, WATCHER, rejection.reason());
    LOG.warn("{}/{} is quarantined: {}", of, version, rejection.reason());
    for (AliasChange change : changes) {
      LOG.warn("{}@{} is rolled back to {}", change.model(), change.alias(), change.to());
    }
  }

  @Override
  public String name() {
    return model + "@" + alias + " in " + Database.withoutParameters(jdbcUrl);
  }

  private synchronized ModelStore models() {
    ModelStore open = models;
    if (open == null) {
      open = new ModelStore(store);
      models = open;
    }
    return open;
  }

  private synchronized Registry registry() {
    Registry open = registry;
    if (open == null) {
      open = Registry.open(jdbcUrl);
      registry = open;
    }
    return open;
  }
}
