/**
 * @file Which of many metrics a table shows first.
 */

/** The metrics that a table shows unless told otherwise: one of each kind, NDCG at every depth. */
export function headlineMetrics(metrics: readonly string[]): readonly string[] {
  const smallest = Math.min(
    ...metrics.flatMap((metric) => {
      const depth = /@(\d+)$/.exec(metric)?.[1];
      return depth === undefined ? [] : [Number(depth)];
    }),
  );
  return metrics.filter((metric) => {
    const [kind, depth] = metric.split("@");
    if (kind === "f1" || kind === "ndcg-linear") return false;
    return kind === "ndcg" || depth === undefined || Number(depth) === smallest;
  });
}
