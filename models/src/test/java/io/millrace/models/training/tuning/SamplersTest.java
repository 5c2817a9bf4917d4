package io.millrace.models.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplersTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              new Choice("loss", List.of("squared", "absolute")),
              new IntegerRange("epochs", 1, 3),
              new RealRange("l2", 0, 1, false)));

  @Test
  void theGridHasEveryCombinationOnceTheLastParameterFastest() {
    Sampler grid = Samplers.create("grid", SPACE, 1);
    List<List<Double>> points = grid.propose(0, 100, List.of());
    assertThat(points).hasSize(2 * 3 * 5).doesNotHaveDuplicates();
    assertThat(points.subList(0, 6))
        .containsExactly(
            List.of(0.0, 1.0, 0.0),
            List.of(0.0, 1.0, 0.25),
            List.of(0.0, 1.0, 0.5),
            List.of(0.0, 1.0, 0.75),
            List.of(0.0, 1.0, 1.0),
            List.of(0.0, 2.0, 0.0));
    assertThat(grid.propose(28, 5, List.of())).isEqualTo(points.subList(28, 30));
    assertThat(grid.propose(30, 5, List.of())).isEmpty();
  }

  @Test
  void whateverTheRoundsTheRandomPointsAreTheSame() {
    Sampler random = Samplers.create("random", SPACE, 7);
    List<List<Double>> points = random.propose(0, 6, List.of());
    List<List<Double>> rounds = new ArrayList<>(random.propose(0, 4, List.of()));
    rounds.addAll(random.propose(4, 2, List.of()));
    assertThat(rounds).isEqualTo(points).doesNotHaveDuplicates();
    assertThat(Samplers.create("random", SPACE, 8).propose(0, 6, List.of())).isNotEqualTo(points);
  }

  @Test
  void theSameObservationsInAnotherOrderGiveTheSamePoints() {
    Sampler tpe = Samplers.create("tpe", SPACE, 7);
    List<Observation> observed = new ArrayList<>();
    for (List<Double> point : tpe.propose(0, 12, List.of())) {
      observed.add(new Observation(observed.size(), point, 3, point.get(2)));
    }
    List<List<Double>> next = tpe.propose(12, 3, observed);
    Collections.reverse(observed);
    assertThat(tpe.propose(12, 3, observed)).isEqualTo(next);
  }

  @Test
  void aNameThatNobodyHasIsRefused() {
    assertThatThrownBy(() -> Samplers.create("bayes", SPACE, 1))
        .hasMessage("sampler: bayes (expected: one of [grid, random, tpe])");
    assertThatThrownBy(() -> Schedulers.create("asha"))
        .hasMessage("scheduler: asha (expected: one of [full, hyperband, successive_halving])");
  }
}
