package io.millrace.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.inference.Graphs;
import io.millrace.models.training.features.EncodedLayout;
import io.millrace.models.training.optimizers.Optimizer;
import io.millrace.models.training.rows.TrainingData;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

class InitialSessionTest {
  @Test
  void isClosedAgainIfTheWeightsDoNotFit() throws Exception {
    TrainingSpec spec = Trips.spec().build();
    FittedSpec fitted = FittedSpec.fit(spec, "y", TrainingData.of(Trips.rows(50, 30, 1)));
    EncodedLayout layout = fitted.encoders().layout();
    EncodedLayout other = new EncodedLayout(layout.numbers() + 1, layout.slots(), layout.bags());
    Graph graph = Graphs.empty();
    Ops tf = Ops.create(graph);
    LossGraph losses = new LossGraph(graph, tf, fitted, layout, Long.MAX_VALUE);
    Optimizer optimizer = new Optimizer(tf, spec.optimizer(), losses.gradients());
    VariableValues weights = new VariableValues(tf, List.copyOf(losses.weights().variables()));

    long before = Pointer.totalCount();
    assertThatThrownBy(() -> InitialSession.open(graph, tf, optimizer, weights, spec, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("weights ");
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    graph.close();
  }
}
