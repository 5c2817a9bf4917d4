package io.millrace.models.inference;

import io.millrace.models.data.ColumnBatch;
import io.millrace.models.data.Layout;
import io.millrace.models.inference.tensors.RowShapes;
import io.millrace.models.inference.tensors.TensorSpec;
import io.millrace.models.inference.tensors.UnfitInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Parts a batch into what a signature takes in one call: rows of one shape, and as many as it says
 * if it says how many. A call that wants more rows than are left gets the last one several times.
 */
final class BatchParts {
  private static final int ANY = -1;

  private final List<TensorSpec> inputs;
  private final boolean open;
  private final int rowsPerCall;

  BatchParts(ModelSignature signature) throws ModelRejectedException {
    this.inputs = signature.inputs();
    this.open = inputs.stream().anyMatch(TensorSpec::isOpen);
    this.rowsPerCall = rowsPerCall(inputs);
  }

  private static int rowsPerCall(List<TensorSpec> inputs) throws ModelRejectedException {
    long found = ANY;
    for (TensorSpec input : inputs) {
      List<Long> dimensions = input.dimensions();
      if (dimensions == null || dimensions.isEmpty() || dimensions.get(0) < 0) {
        continue;
      }
      long rows = dimensions.get(0);
      if (rows == 0 || (found != ANY && found != rows)) {
        throw new ModelRejectedException(
            "input "
                + input.name()
                + ": shape "
                + input.shape()
                + " (expected: as many rows as the other inputs take, and at least one)");
      }
      found = rows;
    }
    return Math.toIntExact(found);
  }

  /** How many rows a call should have, of {@code rows} that one would like to make. */
  int rowsOf(int rows) {
    return rowsPerCall == ANY ? rows : rowsPerCall;
  }

  /** Calls {@code model} for every part and puts what it gives in the order of the rows. */
  Predictions predict(ColumnBatch rows, Layout outputs, Function<ColumnBatch, Predictions> model) {
    List<int[]> shapes = open ? RowShapes.parts(inputs, rows) : null;
    if (shapes == null && (rowsPerCall == ANY || rowsPerCall == rows.rows())) {
      return model.apply(rows);
    }
    List<Predictions> given = new ArrayList<>();
    int[] placeOfRow = new int[rows.rows()];
    int place = 0;
    for (int[] part : shapes == null ? List.of(all(rows.rows())) : shapes) {
      int step = rowsOf(part.length);
      for (int from = 0; from < part.length; from += step) {
        int[] call = call(part, from, step);
        int own = Math.min(step, part.length - from);
        Predictions predictions = apply(model, rows, call);
        given.add(own == step ? predictions : predictions.select(all(own), own));
        for (int i = 0; i < own; i++) {
          placeOfRow[part[from + i]] = place++;
        }
      }
    }
    return Predictions.concat(outputs, given).select(placeOfRow, placeOfRow.length);
  }

  private static Predictions apply(
      Function<ColumnBatch, Predictions> model, ColumnBatch rows, int[] call) {
    try {
      return model.apply(rows.select(call, call.length));
    } catch (UnfitInputException e) {
      throw e.outOf(call);
    }
  }

  private static int[] call(int[] part, int from, int rows) {
    int[] call = Arrays.copyOfRange(part, from, from + rows);
    for (int i = part.length - from; i < rows; i++) {
      call[i] = part[part.length - 1];
    }
    return call;
  }

  private static int[] all(int rows) {
    int[] all = new int[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = i;
    }
    return all;
  }
}
