package io.millrace.models.drift.simulation;

import io.millrace.models.drift.streams.Agrawal;
import io.millrace.models.drift.streams.BalancedClasses;
import io.millrace.models.drift.streams.Bernoulli;
import io.millrace.models.drift.streams.Circles;
import io.millrace.models.drift.streams.ConceptSequence;
import io.millrace.models.drift.streams.Gaussian;
import io.millrace.models.drift.streams.Hyperplane;
import io.millrace.models.drift.streams.LabelNoise;
import io.millrace.models.drift.streams.LabelledStream;
import io.millrace.models.drift.streams.Led;
import io.millrace.models.drift.streams.Level;
import io.millrace.models.drift.streams.Mixed;
import io.millrace.models.drift.streams.RandomRbf;
import io.millrace.models.drift.streams.Sea;
import io.millrace.models.drift.streams.Sine;
import io.millrace.models.drift.streams.Stagger;
import io.millrace.models.drift.streams.ValueStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Makes scenarios by name: {@code bernoulli:0.1->0.3} and {@code gaussian:0->1}, values around a
 * level that moves; {@code bernoulli:0.1}, one that does not; or the name of a stream of rows with
 * classes, whose errors of a naive Bayes classifier are watched.
 */
public final class Scenarios {
  private static final double NOISE = 0.1;

  /** A concept of a labelled stream by its number, which is any, and a seed. */
  private interface Concept {
    LabelledStream create(int number, long seed);
  }

  private static final Map<String, Concept> CONCEPTS = new LinkedHashMap<>();

  static {
    CONCEPTS.put(
        "sea", (number, seed) -> new LabelNoise(new Sea(number % 4, seed), NOISE, seed + 1));
    CONCEPTS.put("stagger", (number, seed) -> new Stagger(number % 3, seed));
    CONCEPTS.put("agrawal", (number, seed) -> new Agrawal(1 + number % 10, seed));
    CONCEPTS.put("hyperplane", (number, seed) -> new Hyperplane(10, 2, 0, seed));
    CONCEPTS.put("random_rbf", (number, seed) -> new RandomRbf(10, 2, 50, 0, seed));
    CONCEPTS.put("led", (number, seed) -> new Led(7 * (number % 2), seed));
    CONCEPTS.put("sine1", (number, seed) -> noisy(new Sine(1, number % 2 == 1, seed), seed));
    CONCEPTS.put("sine2", (number, seed) -> noisy(new Sine(2, number % 2 == 1, seed), seed));
    CONCEPTS.put("mixed", (number, seed) -> noisy(new Mixed(number % 2 == 1, seed), seed));
    CONCEPTS.put("circles", (number, seed) -> noisy(new Circles(number % 4, seed), seed));
  }

  private Scenarios() {}

  /** What {@link #create} knows, for people. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(List.of("bernoulli:P->Q", "gaussian:M->N"));
    names.addAll(CONCEPTS.keySet());
    return names;
  }

  /**
   * Makes a scenario.
   *
   * @throws IllegalArgumentException on an unknown name, or a shape that it cannot have
   */
  public static Scenario create(String text, DriftShape shape) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String levels = colon < 0 ? "" : text.substring(colon + 1);
    if (name.equals("bernoulli")) {
      return values(text, levels, shape, 0, 1, level -> seed -> new Bernoulli(level, seed));
    }
    if (name.equals("gaussian")) {
      double any = Double.MAX_VALUE;
      return values(text, levels, shape, -any, any, level -> seed -> new Gaussian(level, seed));
    }
    Concept concept = CONCEPTS.get(name);
    if (concept == null || colon >= 0) {
      throw new IllegalArgumentException("stream: " + text + " (expected: one of " + names() + ")");
    }
    return labelled(text, concept, shape);
  }

  private static Scenario labelled(String name, Concept concept, DriftShape shape) {
    if (shape.kind() == DriftShape.Kind.INCREMENTAL) {
      throw new IllegalArgumentException(
          "drift of " + name + ": incremental (expected: sudden, gradual or recurring)");
    }
    boolean gradual = shape.kind() == DriftShape.Kind.GRADUAL;
    boolean recurring = shape.kind() == DriftShape.Kind.RECURRING;
    List<TrueDrift> drifts = new ArrayList<>();
    for (long at = shape.at(); at < shape.length(); at += shape.at()) {
      drifts.add(gradual ? around(at, shape) : new TrueDrift(at, at));
    }
    LongFunction<ValueStream> stream =
        seed -> {
          List<LabelledStream> concepts = new ArrayList<>();
          for (int i = 0; i <= drifts.size(); i++) {
            int number = recurring ? i % 2 : i;
            concepts.add(concept.create(number, 31 * seed + number));
          }
          return new PrequentialErrors(
              new ConceptSequence(concepts, shape.at(), gradual ? shape.width() : 0, seed));
        };
    return new Scenario(name, shape.length(), drifts, stream);
  }

  /** A gradual change counts from half of its width before the middle on, as Tornado's do. */
  private static TrueDrift around(long at, DriftShape shape) {
    long half = shape.width() / 2;
    return new TrueDrift(at - half, Math.min(at + half, shape.length() - 1));
  }

  /** Half of each class, as a circle alone has few of one, and noise. */
  private static LabelledStream noisy(LabelledStream stream, long seed) {
    return new LabelNoise(new BalancedClasses(stream, seed), NOISE, seed + 1);
  }

  private interface Values {
    LongFunction<ValueStream> around(Level level);
  }

  private static Scenario values(
      String name, String levels, DriftShape shape, double least, double most, Values values) {
    int arrow = levels.indexOf("->");
    double before = number(name, arrow < 0 ? levels : levels.substring(0, arrow), least, most);
    if (arrow < 0) {
      return new Scenario(name, shape.length(), List.of(), values.around(Level.constant(before)));
    }
    double after = number(name, levels.substring(arrow + 2), least, most);
    long at = shape.at();
    long width = shape.width();
    List<TrueDrift> drifts = new ArrayList<>();
    Level level =
        switch (shape.kind()) {
          case SUDDEN -> Level.sudden(before, after, at);
          case GRADUAL -> Level.gradual(before, after, at, width);
          case INCREMENTAL -> Level.incremental(before, after, at, width);
          case RECURRING -> Level.recurring(before, after, at);
        };
    switch (shape.kind()) {
      case SUDDEN -> drifts.add(new TrueDrift(at, at));
      case GRADUAL -> drifts.add(around(at, shape));
      case INCREMENTAL -> drifts.add(new TrueDrift(at, Math.min(at + width, shape.length() - 1)));
      case RECURRING -> {
        for (long next = at; next < shape.length(); next += at) {
          drifts.add(new TrueDrift(next, next));
        }
      }
    }
    return new Scenario(name, shape.length(), drifts, values.around(level));
  }

  private static double number(String name, String text, double least, double most) {
    double number = Double.NaN;
    try {
      number = Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      // As any other number that is not one.
    }
    if (!(number >= least && number <= most)) {
      throw new IllegalArgumentException(
          "level of "
              + name
              + ": "
              + text
              + " (expected: a number in "
              + least
              + ".."
              + most
              + ")");
    }
    return number;
  }
}
