package io.millrace.pipelines.config;

import io.millrace.models.training.objectives.Binary;
import io.millrace.models.training.objectives.LabelTransform;
import io.millrace.models.training.objectives.Loss;
import io.millrace.models.training.objectives.MultiClass;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.objectives.Regression;
import java.util.HashSet;
import java.util.List;

/** Reads what a model predicts: the keys {@code objective}, and what belongs to each. */
final class ObjectiveSettings {
  private static final Kind<Loss> LOSS = Kind.choice(Loss.class);
  private static final Kind<LabelTransform> LABEL_TRANSFORM = Kind.choice(LabelTransform.class);
  private static final Kind<Double> HUBER_DELTA =
      Kind.NUMBER.where(x -> x > 0 && x < 1e6, "a number above 0 and below 1000000");
  private static final List<String> TWO_CLASSES = List.of("0", "1");

  private enum Name {
    REGRESSION,
    BINARY,
    MULTI_CLASS
  }

  private ObjectiveSettings() {}

  static Objective read(Section training) {
    Name name = training.optional("objective", Kind.choice(Name.class), Name.REGRESSION);
    training.describe("classes", "a list, each a text that is not empty", "[0, 1] of binary");
    if (name == Name.REGRESSION) {
      training.refuse("classes", "only with objective: binary or multi_class");
      Loss loss = training.optional("loss", LOSS, Loss.SQUARED);
      training.describe("huber_delta", HUBER_DELTA.noun(), Kind.written(Regression.HUBER_DELTA));
      if (loss != Loss.HUBER) {
        training.refuse("huber_delta", "only with loss: huber");
      }
      return new Regression(
          loss,
          loss == Loss.HUBER
              ? training.optional("huber_delta", HUBER_DELTA, Regression.HUBER_DELTA)
              : Regression.HUBER_DELTA,
          training.optional("label_transform", LABEL_TRANSFORM, LabelTransform.IDENTITY));
    }
    for (String key : List.of("loss", "huber_delta", "label_transform")) {
      training.refuse(key, "only with objective: regression");
    }
    List<String> classes = training.listOrNull("classes", Kind.TEXT);
    boolean given = classes != null;
    if (classes == null) {
      classes = TWO_CLASSES;
    }
    if (name == Name.MULTI_CLASS && !given && !training.has("classes")) {
      training.missing("classes", "a list of the labels, each once");
    }
    boolean fits = name == Name.BINARY ? classes.size() == 2 : classes.size() >= 2;
    if (!fits || new HashSet<>(classes).size() < classes.size()) {
      training.problem(
          "classes",
          classes.toString(),
          name == Name.BINARY ? "two labels" : "two labels or more, each once");
      classes = TWO_CLASSES;
    }
    return name == Name.BINARY
        ? new Binary(classes.get(0), classes.get(1))
        : new MultiClass(classes);
  }
}
