package io.millrace.models.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** A real SavedModel, as small as they come: y = slope * x. */
final class LineModel {
  private LineModel() {}

  static Path export(Path directory, float slope) throws IOException {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
      Variable<TFloat32> factor = tf.variable(tf.constant(slope));
      Signature signature =
          Signature.builder("serving_default")
              .input("x", x)
              .output("y", tf.math.mul(x, factor))
              .build();
      session.initialize();
      SavedModelBundle.exporter(directory.toString())
          .withTags("serve")
          .withFunction(SessionFunction.create(signature, session))
          .export();
    }
    return directory;
  }

  /** Makes a model's variables unreadable, which only loading it shows. */
  static void damage(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("variables/variables.index"), "damaged", StandardCharsets.UTF_8);
  }
}
