package io.millrace.models.registry;

import io.millrace.models.inference.Manifest;
import io.millrace.models.inference.ModelRejectedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Model versions in an {@link ObjectStore}, with copies in a directory of this machine.
 *
 * <p>A version's files are written first and its manifest last; deleting it begins with the
 * manifest. So a version without a manifest does not exist, whoever was killed when. A copy is
 * compared with its manifest when it was fetched, and again when a process first uses it; a broken
 * one is fetched anew.
 */
final class ObjectArtifacts implements ArtifactStore {
  private static final Pattern COMPLETE =
      Pattern.compile(".*/([1-9][0-9]{0,17})/" + Pattern.quote(Manifest.FILE));

  private final ObjectStore objects;
  private final Path cache;
  private final Set<Path> verified = ConcurrentHashMap.newKeySet();

  ObjectArtifacts(ObjectStore objects, Path cache) {
    this.objects = objects;
    this.cache = cache.toAbsolutePath().normalize();
  }

  static ObjectArtifacts open(StoreLocation location) {
    URI address = URI.create(location.address());
    for (ObjectStoreProvider provider :
        ServiceLoader.load(ObjectStoreProvider.class, ObjectArtifacts.class.getClassLoader())) {
      if (provider.scheme().equals(address.getScheme())) {
        // Copies from several stores do not mix.
        UUID store = UUID.nameUUIDFromBytes(location.address().getBytes(StandardCharsets.UTF_8));
        return new ObjectArtifacts(
            provider.open(address), location.cacheDirectory().resolve(store.toString()));
      }
    }
    throw new IllegalArgumentException(
        "store: "
            + location
            + " (expected: a directory, or a scheme that something on the class path opens)");
  }

  @Override
  public Path publish(String model, long version, Path staged) throws IOException {
    if (objects.list(key(model, version, "")).contains(key(model, version, Manifest.FILE))) {
      throw existing(model, version);
    }
    Path filling = partial(model, version);
    try {
      FileTree.copy(staged, filling);
      for (Map.Entry<String, Manifest.Entry> file : Manifest.write(filling).files().entrySet()) {
        String name = file.getKey();
        objects.put(key(model, version, name), filling.resolve(name), file.getValue().sha256());
      }
      String manifest = Manifest.sha256Of(filling);
      objects.create(key(model, version, Manifest.FILE), filling.resolve(Manifest.FILE), manifest);
    } catch (IOException | RuntimeException e) {
      FileTree.deleteAfter(e, filling);
      throw e;
    }
    Path copy = copy(model, version);
    FileTree.delete(copy);
    return keep(filling, copy);
  }

  private static FileAlreadyExistsException existing(String model, long version) {
    return new FileAlreadyExistsException(
        model + "/" + version, null, "a published version never changes");
  }

  @Override
  public Path fetch(String model, long version) throws IOException, ModelRejectedException {
    Path copy = copy(model, version);
    if (verified.contains(copy) && Manifest.isPresent(copy)) {
      return copy;
    }
    if (Files.isDirectory(copy)) {
      try {
        Manifest.verify(copy);
        verified.add(copy);
        return copy;
      } catch (ModelRejectedException e) {
        // The disk's fault or someone's on this machine: no word on the version itself.
        FileTree.delete(copy);
      }
    }
    Path filling = partial(model, version);
    try {
      download(model, version, filling);
      Manifest.verify(filling);
    } catch (IOException | ModelRejectedException | RuntimeException e) {
      FileTree.deleteAfter(e, filling);
      throw e;
    }
    return keep(filling, copy);
  }

  private void download(String model, long version, Path filling)
      throws IOException, ModelRejectedException {
    Files.createDirectories(filling);
    require(model, version, Manifest.FILE, filling);
    for (String name : Manifest.read(filling).files().keySet()) {
      if (!filling.resolve(name).normalize().startsWith(filling)) {
        throw new ModelRejectedException(
            Manifest.FILE + ": " + name + " (expected: a file of the version)");
      }
      require(model, version, name, filling);
    }
  }

  private void require(String model, long version, String name, Path filling)
      throws IOException, ModelRejectedException {
    Path file = filling.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    if (!objects.get(key(model, version, name), file)) {
      throw new ModelRejectedException(
          key(model, version, name) + ": absent (expected: an object of a complete version)");
    }
  }

  /** Makes a filled directory the copy, unless another process of this machine was first. */
  private Path keep(Path filling, Path copy) throws IOException {
    try {
      Files.move(filling, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Manifest.isPresent(copy)) {
        FileTree.deleteAfter(e, filling);
        throw e;
      }
      FileTree.delete(filling);
    }
    verified.add(copy);
    return copy;
  }

  @Override
  public List<Long> versions(String model) throws IOException {
    return objects.list(model + "/").stream()
        .map(COMPLETE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.valueOf(matcher.group(1)))
        .sorted()
        .toList();
  }

  @Override
  public boolean delete(String model, long version) throws IOException {
    List<String> keys = objects.list(key(model, version, ""));
    objects.delete(key(model, version, Manifest.FILE));
    for (String key : keys) {
      objects.delete(key);
    }
    Path copy = copy(model, version);
    verified.remove(copy);
    FileTree.delete(copy);
    return !keys.isEmpty();
  }

  /** Sweeps the copies only: objects without a manifest go with their version. */
  @Override
  public int sweep(String model, Instant before) throws IOException {
    return new DirectoryStore(cache).sweep(model, before);
  }

  private Path copy(String model, long version) {
    return cache.resolve(model).resolve(Long.toString(version));
  }

  private Path partial(String model, long version) throws IOException {
    return DirectoryStore.partial(Files.createDirectories(cache.resolve(model)), version);
  }

  private static String key(String model, long version, String name) {
    return model + "/" + version + "/" + name;
  }
}
