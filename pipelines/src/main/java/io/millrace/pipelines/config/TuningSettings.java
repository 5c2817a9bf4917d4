package io.millrace.pipelines.config;

import io.millrace.models.evaluation.EvaluationColumns;
import io.millrace.models.evaluation.metrics.Metrics;
import io.millrace.models.training.objectives.Objective;
import io.millrace.models.training.tuning.Choice;
import io.millrace.models.training.tuning.IntegerRange;
import io.millrace.models.training.tuning.Parameter;
import io.millrace.models.training.tuning.RealRange;
import io.millrace.models.training.tuning.Samplers;
import io.millrace.models.training.tuning.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How better settings are searched for.
 *
 * @param sampler which trials are made, by name
 * @param scheduler how long each is trained, by name
 * @param trials how many are begun
 * @param parallel how many are carried out at the same time
 * @param metric what trials are compared by, on the validation rows
 * @param parameters what varies; none if nothing is to be searched for
 */
public record TuningSettings(
    String sampler,
    String scheduler,
    int trials,
    int parallel,
    String metric,
    List<Parameter> parameters) {
  private static final Kind<String> SAMPLER =
      Kind.TEXT.where(
          name -> Samplers.names().contains(name), "one of " + String.join(", ", Samplers.names()));
  private static final Kind<String> SCHEDULER =
      Kind.TEXT.where(
          name -> Schedulers.names().contains(name),
          "one of " + String.join(", ", Schedulers.names()));

  public TuningSettings {
    parameters = List.copyOf(parameters);
  }

  static TuningSettings read(Section tuning, Objective objective) {
    return new TuningSettings(
        tuning.optional("sampler", SAMPLER, "tpe"),
        tuning.optional("scheduler", SCHEDULER, "full"),
        tuning.optional("trials", Kind.POSITIVE_INT, 20),
        tuning.optional("parallel", Kind.POSITIVE_INT, 1),
        readMetric(tuning, objective),
        readParameters(tuning.section("parameters")));
  }

  private static String readMetric(Section tuning, Objective objective) {
    var task = EvaluationColumns.of(objective, "label", null).task();
    String usual = Metrics.defaults(task).get(0).name();
    tuning.describe("metric", "a metric", "the first that is usual for the objective");
    String metric = tuning.orNull("metric", Kind.TEXT);
    if (metric == null) {
      return usual;
    }
    try {
      return Metrics.create(metric, task).name();
    } catch (IllegalArgumentException e) {
      tuning.problem("metric", metric, FeatureSettings.expectation(e));
      return usual;
    }
  }

  private static List<Parameter> readParameters(Section section) {
    List<Parameter> parameters = new ArrayList<>();
    for (Map.Entry<String, Section> named : section.named("<setting>").entrySet()) {
      Parameter parameter = read(path(named.getKey()), named.getValue());
      if (parameter != null) {
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  /** A setting of the training goes without its section's name. */
  private static String path(String name) {
    return name.startsWith("training.") || name.startsWith("features.") ? name : "training." + name;
  }

  private static @Nullable Parameter read(String path, Section section) {
    List<String> choice = section.written("choice");
    List<Integer> whole = section.listOrNull("int", Kind.INT);
    List<Double> real = section.listOrNull("float", Kind.NUMBER);
    List<Double> factor = section.listOrNull("log_uniform", Kind.NUMBER);
    List<String> given =
        List.of("choice", "int", "float", "log_uniform").stream().filter(section::has).toList();
    if (given.size() != 1) {
      section.problem(
          "",
          given.isEmpty() ? "nothing" : String.join(", ", given),
          "one of choice, int, float, log_uniform");
      return null;
    }
    String key = given.get(0);
    int values = whole != null ? whole.size() : real != null ? real.size() : 2;
    values = factor != null ? factor.size() : values;
    if (values != 2) {
      section.problem(key, values + " numbers", "[least, greatest]");
      return null;
    }
    try {
      if (choice != null) {
        return new Choice(path, choice);
      }
      if (whole != null) {
        return new IntegerRange(path, whole.get(0), whole.get(1));
      }
      if (real != null) {
        return new RealRange(path, real.get(0), real.get(1), false);
      }
      return factor == null ? null : new RealRange(path, factor.get(0), factor.get(1), true);
    } catch (IllegalArgumentException e) {
      section.problem(key, "given", FeatureSettings.expectation(e));
      return null;
    }
  }
}
