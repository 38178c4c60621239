package dev.rolegate.endtoend.measure;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Welch's t-test over two samples of times, as dudect does it (Reparaz, Balasch, Verbauwhede 2017):
 * what takes longer than a percentile of both samples together is left out of both, for it is the
 * machine's doing.
 */
record Welch(double t, double firstMean, double secondMean, int kept) {
  /**
   * @param percentile 100: nothing is left out
   */
  static Welch of(long[] first, long[] second, double percentile) {
    var all = LongStream.concat(LongStream.of(first), LongStream.of(second)).sorted().toArray();
    var most = all[(int) Math.ceil(percentile / 100 * all.length) - 1];
    var a = Arrays.stream(first).filter(time -> time <= most).toArray();
    var b = Arrays.stream(second).filter(time -> time <= most).toArray();
    var meanA = mean(a);
    var meanB = mean(b);
    var error = Math.sqrt(variance(a, meanA) / a.length + variance(b, meanB) / b.length);
    return new Welch((meanA - meanB) / error, meanA, meanB, a.length + b.length);
  }

  private static double mean(long[] times) {
    return Arrays.stream(times).average().orElseThrow();
  }

  private static double variance(long[] times, double mean) {
    return Arrays.stream(times).mapToDouble(time -> (time - mean) * (time - mean)).sum()
        / (times.length - 1);
  }
}
