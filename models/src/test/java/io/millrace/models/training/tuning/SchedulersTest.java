package io.millrace.models.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.training.tuning.Bracket.Rung;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulersTest {

  /** Table 1 of the paper: R = 81, η = 3. */
  @Test
  void hyperbandHasTheBracketsOfThePaper() {
    assertThat(new Hyperband(3).brackets(143, 81))
        .extracting(Bracket::rungs)
        .containsExactly(
            List.of(
                new Rung(81, 1), new Rung(27, 3), new Rung(9, 9), new Rung(3, 27), new Rung(1, 81)),
            List.of(new Rung(34, 3), new Rung(11, 9), new Rung(3, 27), new Rung(1, 81)),
            List.of(new Rung(15, 9), new Rung(5, 27), new Rung(1, 81)),
            List.of(new Rung(8, 27), new Rung(2, 81)),
            List.of(new Rung(5, 81)));
  }

  @Test
  void hyperbandBeginsAsManyTrialsAsWanted() {
    assertThat(new Hyperband(3).brackets(20, 9))
        .extracting(Bracket::rungs)
        .containsExactly(
            List.of(new Rung(9, 1), new Rung(3, 3), new Rung(1, 9)),
            List.of(new Rung(5, 3), new Rung(1, 9)),
            List.of(new Rung(3, 9)),
            List.of(new Rung(3, 3), new Rung(1, 9)));
  }

  @Test
  void successiveHalvingEndsWithFullTraining() {
    assertThat(new SuccessiveHalving(3).brackets(20, 30))
        .extracting(Bracket::rungs)
        .containsExactly(List.of(new Rung(20, 3), new Rung(6, 10), new Rung(2, 30)));
    assertThat(new SuccessiveHalving(3).brackets(2, 30))
        .extracting(Bracket::rungs)
        .containsExactly(List.of(new Rung(2, 30)));
  }

  @Test
  void onlyTheBestOfARungGoOn() throws IOException {
    Sampler digits = new GridSampler(new SearchSpace(List.of(new IntegerRange("n", 0, 8))), 1);
    List<String> rounds = new ArrayList<>();
    List<Observation> observed =
        new Study(digits, new SuccessiveHalving(3), 9, 9, 4)
            .run(
                round -> {
                  round.forEach(trial -> rounds.add(trial.number() + "x" + trial.epochs()));
                  return round.stream()
                      .mapToDouble(
                          trial -> trial.number() == 4 ? Double.NaN : (trial.number() + 5) % 9)
                      .toArray();
                });
    assertThat(rounds)
        .containsExactly(
            "0x1", "1x1", "2x1", "3x1", "4x1", "5x1", "6x1", "7x1", "8x1", "5x3", "6x3", "7x3",
            "5x9");
    assertThat(observed).hasSize(13).last().extracting(Observation::loss).isEqualTo(1.0);
  }

  @Test
  void aGridEndsAStudyEarly() throws IOException {
    Sampler digits = new GridSampler(new SearchSpace(List.of(new IntegerRange("n", 0, 4))), 1);
    List<Observation> observed =
        new Study(digits, new FullTraining(), 9, 2, 2)
            .run(round -> round.stream().mapToDouble(Proposal::number).toArray());
    assertThat(observed).extracting(Observation::number).containsExactly(0, 1, 2, 3, 4);
  }
}
