package io.millrace.models.inference.batching;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.inference.BatchPredictor;
import io.millrace.models.inference.Predictions;
import io.millrace.models.inference.TransientPredictionException;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.exceptions.TFFailedPreconditionException;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFPermissionDeniedException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Predicts for a batch although the model fails on some of its rows. A row that cannot be fed is
 * named by the {@link UnfitInputException}, and the others are predicted without it. One that fails
 * in TensorFlow fails its whole batch, and the error does not say which it was, so the batch is
 * halved until the bad row stands alone: about 2·log2(n) calls a bad row. The other rows'
 * predictions are the same as without it.
 *
 * <p>A batch that is too large for the memory, or takes too long, is halved too, without blame, and
 * the batches after it are parted at once: {@link BatchLimit} remembers. If a single row fails so,
 * the error goes to the caller, as does everything that is not about rows, such as a closed model.
 */
public final class IsolatingPredictor {

  private static final Pattern TRANSIENT =
      Pattern.compile("(?i)deadline|timed out|timeout|cancell?ed|unavailable");

  /** A row that the model cannot predict for, and why. */
  public record Failure(int row, String reason) {}

  /**
   * The outcome for a batch.
   *
   * @param goodRows the rows that have a prediction, ascending
   * @param predictions one row for each of them, in that order
   * @param failures the other rows, ascending
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Outcome(int[] goodRows, Predictions predictions, List<Failure> failures) {}

  private final BatchLimit limit = new BatchLimit();

  public Outcome predict(BatchPredictor model, ColumnBatch rows) {
    Search search = new Search(model, rows, limit);
    int from = 0;
    do {
      int to = (int) Math.min(rows.rows(), (long) from + limit.rows());
      search.predict(IntStream.range(from, to).toArray());
      from = to;
    } while (from < rows.rows());
    Predictions predictions =
        search.parts.size() == 1
            ? search.parts.get(0)
            : Predictions.concat(model.outputs(), search.parts);
    // A row that was named is known before the rows in front of it are.
    search.failures.sort(Comparator.comparingInt(Failure::row));
    return new Outcome(
        Arrays.copyOf(search.goodRows, search.goodCount),
        predictions,
        List.copyOf(search.failures));
  }

  private static final class Search {
    private final BatchPredictor model;
    private final ColumnBatch rows;
    private final BatchLimit limit;
    private final List<Predictions> parts = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final int[] goodRows;
    private int goodCount;

    Search(BatchPredictor model, ColumnBatch rows, BatchLimit limit) {
      this.model = model;
      this.rows = rows;
      this.limit = limit;
      this.goodRows = new int[rows.rows()];
    }

    void predict(int[] asked) {
      RuntimeException failure = attempt(asked);
      if (failure == null) {
        return;
      }
      if (failure instanceof UnfitInputException unfit && unfit.row() < 0) {
        // The column does not fit as a whole: halving would find every row guilty, one by one.
        for (int row : asked) {
          failures.add(new Failure(row, reason(failure)));
        }
      } else if (failure instanceof UnfitInputException unfit) {
        failures.add(new Failure(asked[unfit.row()], reason(failure)));
        int[] others = without(asked, unfit.row());
        if (attempt(others) != null) {
          // Not one by one: where all are bad, each would be copied as often as there are rows.
          halve(others);
        }
      } else if (asked.length > 1) {
        if (isTransient(failure)) {
          limit.failed(asked.length);
        }
        halve(asked);
      } else if (isTransient(failure)) {
        throw failure;
      } else {
        failures.add(new Failure(asked[0], reason(failure)));
      }
    }

    private void halve(int[] asked) {
      int middle = asked.length >>> 1;
      predict(Arrays.copyOf(asked, middle));
      predict(Arrays.copyOfRange(asked, middle, asked.length));
    }

    private static int[] without(int[] asked, int index) {
      int[] others = Arrays.copyOf(asked, asked.length - 1);
      System.arraycopy(asked, index + 1, others, index, others.length - index);
      return others;
    }

    private ColumnBatch pick(int[] asked) {
      int first = asked[0];
      int end = asked[asked.length - 1] + 1;
      return end - first == asked.length
          ? rows.slice(first, end)
          : rows.select(asked, asked.length);
    }

    /** Predicts for some rows; gives the failure if it may be the fault of one of them. */
    private @Nullable RuntimeException attempt(int[] asked) {
      if (asked.length == 0) {
        return null;
      }
      try {
        parts.add(model.predict(pick(asked)));
      } catch (TFFailedPreconditionException | TFPermissionDeniedException e) {
        // The model's or the machine's state, not a row's.
        throw e;
      } catch (UnfitInputException
          | TransientPredictionException
          | TFInvalidArgumentException
          | TFUnimplementedException
          | TensorFlowException e) {
        // Two of these are no TensorFlowException, by their authors' choice.
        return e;
      } catch (OutOfMemoryError e) {
        if (asked.length == 1) {
          throw e;
        }
        return new TFResourceExhaustedException(String.valueOf(e.getMessage()));
      }
      System.arraycopy(asked, 0, goodRows, goodCount, asked.length);
      goodCount += asked.length;
      limit.succeeded(asked.length);
      return null;
    }

    /**
     * TensorFlow for Java keeps the kind of some errors only; of a deadline, a cancelled call and a
     * service that is away just the message is left.
     */
    private static boolean isTransient(RuntimeException failure) {
      if (failure instanceof TransientPredictionException
          || failure instanceof TFResourceExhaustedException) {
        return true;
      }
      return failure.getClass() == TensorFlowException.class
          && TRANSIENT.matcher(String.valueOf(failure.getMessage())).find();
    }

    private static String reason(RuntimeException failure) {
      return String.valueOf(failure.getMessage());
    }
  }
}
