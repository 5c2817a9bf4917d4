package io.millrace.pipelines.tuning;

import java.io.IOException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * Carries out every trial, wherever the engine has room, and leaves its result in the study's
 * directory. Input: orders as JSON; output: results as JSON. A bundle that is repeated carries its
 * trials out again and replaces their files with the same.
 */
final class RunTrials extends PTransform<PCollection<String>, PCollection<String>> {
  private final TrialTraining training;
  private final StudyDirectory directory;

  RunTrials(TrialTraining training, StudyDirectory directory) {
    this.training = training;
    this.directory = directory;
  }

  @Override
  public PCollection<String> expand(PCollection<String> orders) {
    return orders
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Train", ParDo.of(new TrainFn(training, directory)))
        .setCoder(StringUtf8Coder.of());
  }

  private static final class TrainFn extends DoFn<String, String> {
    private final TrialTraining training;
    private final StudyDirectory directory;

    TrainFn(TrialTraining training, StudyDirectory directory) {
      this.training = training;
      this.directory = directory;
    }

    @ProcessElement
    public void train(@Element String order, OutputReceiver<String> out) throws IOException {
      TrialResult result = training.run(TrialJson.read(order, TrialOrder.class));
      directory.write(result);
      out.output(TrialJson.write(result));
    }
  }
}
