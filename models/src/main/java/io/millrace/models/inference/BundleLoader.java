package io.millrace.models.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * Loads SavedModels with TensorFlow. Its Java side checks every signature against the graph and
 * refuses the model for one that is wrong, even if nobody calls that one; TensorFlow Serving does
 * not. So a model that is refused is tried again without its signatures, whose tensors we look up
 * ourselves.
 */
final class BundleLoader {
  private static final Logger LOG = LoggerFactory.getLogger(BundleLoader.class);

  private BundleLoader() {}

  static SavedModelBundle load(Path directory, SavedModelFile file) throws ModelRejectedException {
    try {
      return Graphs.load(directory);
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!isAboutSignatures(e)) {
        throw rejected(directory, e);
      }
      try {
        return loadWithoutSignatures(directory, file);
      } catch (TFResourceExhaustedException | UncheckedIOException again) {
        throw again;
      } catch (RuntimeException again) {
        throw rejected(directory, again);
      }
    }
  }

  private static ModelRejectedException rejected(Path directory, RuntimeException e) {
    return new ModelRejectedException(
        directory + ": " + e.getMessage() + " (expected: a model that loads)", e);
  }

  /** What the Java side finds wrong is no error of TensorFlow's own. */
  private static boolean isAboutSignatures(RuntimeException e) {
    return !e.getClass().getName().startsWith("org.tensorflow.exceptions.")
        || e instanceof org.tensorflow.exceptions.TFInvalidArgumentException;
  }

  /** A directory with links to the model's own files and a graph file without signatures. */
  private static SavedModelBundle loadWithoutSignatures(Path directory, SavedModelFile file) {
    Path copy = null;
    try {
      copy = Files.createTempDirectory("millrace-model");
      try (Stream<Path> children = Files.list(directory)) {
        for (Path child : (Iterable<Path>) children::iterator) {
          if (!child.endsWith(SavedModel.FILE) && !child.endsWith("fingerprint.pb")) {
            Files.createSymbolicLink(copy.resolve(child.getFileName()), child.toAbsolutePath());
          }
        }
      }
      Files.write(copy.resolve(SavedModel.FILE), file.withoutSignatures().toByteArray());
      return Graphs.load(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (copy != null) {
        delete(copy);
      }
    }
  }

  /** What is left behind is links: no reason to lose the model, or why it does not load. */
  private static void delete(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      for (Path child : children.toList()) {
        // A link is deleted, not what it leads to.
        Files.delete(child);
      }
      Files.delete(directory);
    } catch (IOException e) {
      LOG.warn("{}: not deleted", directory, e);
    }
  }
}
