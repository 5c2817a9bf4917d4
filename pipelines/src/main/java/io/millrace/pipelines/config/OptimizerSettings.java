package io.millrace.pipelines.config;

import io.millrace.models.training.optimizers.Decay;
import io.millrace.models.training.optimizers.LearningRate;
import io.millrace.models.training.optimizers.OptimizerSpec;
import io.millrace.models.training.optimizers.OptimizerSpec.Algorithm;

/** Reads how weights are found: {@code optimizer}, {@code learning_rate}, {@code schedule}. */
final class OptimizerSettings {
  private static final Kind<Double> RATE =
      Kind.NUMBER.where(x -> x > 0 && x < 1, "a number above 0 and below 1");
  private static final Kind<Double> PART =
      Kind.NUMBER.where(x -> x >= 0 && x <= 1, "a number from 0 to 1");
  private static final Kind<Double> FACTOR =
      Kind.NUMBER.where(x -> x > 0 && x <= 1, "a number above 0, at most 1");
  private static final Kind<Double> EPOCHS =
      Kind.NUMBER.where(x -> x >= 0 && x < 1e6, "a number of epochs, 0 or above");
  private static final Kind<Double> SOME_EPOCHS =
      Kind.NUMBER.where(x -> x > 0 && x < 1e6, "a number of epochs above 0");
  private static final double RATE_UNLESS_SAID = 0.003;
  private static final double FACTOR_UNLESS_SAID = 0.5;

  private enum DecayName {
    COSINE,
    CONSTANT,
    EXPONENTIAL,
    STEP
  }

  private OptimizerSettings() {}

  static OptimizerSpec read(Section training) {
    double rate = training.optional("learning_rate", RATE, RATE_UNLESS_SAID);
    Section schedule = training.section("schedule");
    Decay decay = readDecay(schedule);
    double warmUp = schedule.optional("warm_up", EPOCHS, 0.0);
    Section optimizer = training.section("optimizer");
    return new OptimizerSpec(
        optimizer.optional("algorithm", Kind.choice(Algorithm.class), Algorithm.ADAM),
        new LearningRate(rate, decay, warmUp),
        optimizer.optional("clip_norm", Kind.NUMBER_FROM_ZERO, 0.0),
        optimizer.optional("sparse_above", Kind.LONG_FROM_ZERO, OptimizerSpec.SPARSE_ABOVE));
  }

  private static Decay readDecay(Section schedule) {
    DecayName name = schedule.optional("decay", Kind.choice(DecayName.class), DecayName.COSINE);
    schedule.describe("last", PART.noun(), Kind.written(Decay.LAST_PART));
    schedule.describe("over", EPOCHS.noun(), "0");
    schedule.describe("factor", FACTOR.noun(), Kind.written(FACTOR_UNLESS_SAID));
    schedule.describe("every", SOME_EPOCHS.noun(), "1");
    if (name != DecayName.COSINE) {
      schedule.refuse("last", "only with decay: cosine");
      schedule.refuse("over", "only with decay: cosine");
    }
    if (name == DecayName.COSINE || name == DecayName.CONSTANT) {
      schedule.refuse("factor", "only with decay: exponential or step");
      schedule.refuse("every", "only with decay: exponential or step");
    }
    return switch (name) {
      case COSINE ->
          new Decay.Cosine(
              schedule.optional("last", PART, Decay.LAST_PART),
              schedule.optional("over", EPOCHS, 0.0));
      case CONSTANT -> new Decay.Constant();
      case EXPONENTIAL -> new Decay.Exponential(factor(schedule), every(schedule));
      case STEP -> new Decay.Step(factor(schedule), every(schedule));
    };
  }

  private static double factor(Section schedule) {
    return Math.max(Double.MIN_NORMAL, schedule.optional("factor", FACTOR, FACTOR_UNLESS_SAID));
  }

  private static double every(Section schedule) {
    return Math.max(Double.MIN_NORMAL, schedule.optional("every", SOME_EPOCHS, 1.0));
  }
}
