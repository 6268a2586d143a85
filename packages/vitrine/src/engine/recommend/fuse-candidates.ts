/**
 * @file Brings the candidates of several sources into one list.
 *
 * Scores of different sources can not be compared, their ranks can.
 *
 * @see Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual
 *   rank learning methods", SIGIR 2009; its k = 60.
 */
import type { Placement, SourceName } from "./placement.js";
import type { Candidate, Reason } from "./recommendation-source.js";

/** What one source proposed. */
export interface Proposal {
  readonly source: SourceName;
  readonly weight: number;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** A product of the list. */
export interface FusedCandidate {
  readonly ordinal: number;
  /** Falls along the list. */
  readonly score: number;
  /** The one that gave most of the score. */
  readonly source: SourceName;
  readonly reasons: readonly Reason[];
}

const RANK_OFFSET = 60;

/** Fuses proposals; equal scores stand in the order in which they were proposed. */
export function fuseCandidates(
  proposals: readonly Proposal[],
  fusion: Placement["fusion"],
): readonly FusedCandidate[] {
  const fused = new Map<number, FusedCandidate & { best: number; first: number }>();
  proposals.forEach(({ source, weight, candidates }, at) => {
    candidates.forEach(({ ordinal, reasons }, rank) => {
      const part = partOf(fusion, { weight, rank, at, sources: proposals.length });
      const known = fused.get(ordinal);
      const isBest = known === undefined || part > known.best;
      fused.set(ordinal, {
        ordinal,
        score:
          fusion === "reciprocal-rank"
            ? (known?.score ?? 0) + part
            : Math.max(known?.best ?? 0, part),
        source: isBest ? source : known.source,
        reasons: isBest ? [...reasons, ...(known?.reasons ?? [])] : [...known.reasons, ...reasons],
        best: isBest ? part : known.best,
        first: known?.first ?? fused.size,
      });
    });
  });
  return [...fused.values()]
    .sort((a, b) => b.score - a.score || a.first - b.first)
    .map(({ ordinal, score, source, reasons }) => ({
      ordinal,
      score,
      source,
      reasons: distinct(reasons),
    }));
}

interface Place {
  readonly weight: number;
  /** From 0. */
  readonly rank: number;
  /** Of the source among the placement's. */
  readonly at: number;
  readonly sources: number;
}

function partOf(fusion: Placement["fusion"], { weight, rank, at, sources }: Place): number {
  switch (fusion) {
    case "reciprocal-rank":
      return weight / (RANK_OFFSET + rank + 1);
    case "round-robin":
      return 1 / (1 + rank * sources + at);
    case "in-order":
      return sources - at + 1 / (2 + rank);
  }
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const byKey = new Map(
    reasons.map((reason) => [`${reason.kind} ${reason.product ?? ""}`, reason]),
  );
  return [...byKey.values()];
}
