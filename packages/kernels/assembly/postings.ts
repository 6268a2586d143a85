/**
 * @file Sums of impacts by document, and the best of them.
 *
 * A list is pairs of document u32 and impact f32. Sums are f32, added in the order of the lists.
 */
import { heapPush, heapThreshold } from "./heap";

/** Adds weight × impact of each pair to its document's score. */
export function addList(list: usize, count: i32, weight: f32, scores: usize): void {
  const end = list + ((count as usize) << 3);
  for (let at = list; at < end; at += 8) {
    const score = scores + ((load<u32>(at) as usize) << 2);
    store<f32>(score, load<f32>(score) + weight * load<f32>(at, 4));
  }
}

/**
 * Offers the scores above 0 to a heap, sets all to 0 and returns how many there were.
 *
 * @param count - Documents; the room of the scores is a multiple of 4, zeros after the last.
 * @param accept - One byte a document, 0 for excluded; address 0 for no mask.
 */
export function takeBest(scores: usize, count: i32, heap: usize, k: i32, accept: usize): i32 {
  const zeros = f32x4.splat(0);
  let matches = 0;
  for (let first = 0; first < count; first += 4) {
    const at = scores + ((first as usize) << 2);
    const four = v128.load(at);
    const found = i32x4.bitmask(f32x4.gt(four, zeros));
    if (found == 0) continue;
    v128.store(at, zeros);
    matches += popcnt(found);
    const better = f32x4.gt(four, f32x4.splat(heapThreshold(heap)));
    let rest = found & (accept == 0 ? i32x4.bitmask(better) : 15);
    for (; rest != 0; rest &= rest - 1) {
      const document = first + ctz(rest);
      if (accept != 0 && load<u8>(accept + (document as usize)) == 0) {
        matches--;
        continue;
      }
      const score = lane(four, document - first);
      if (score > heapThreshold(heap)) heapPush(heap, k, score, document);
    }
  }
  return matches;
}

function lane(four: v128, index: i32): f32 {
  if (index == 0) return f32x4.extract_lane(four, 0);
  if (index == 1) return f32x4.extract_lane(four, 1);
  if (index == 2) return f32x4.extract_lane(four, 2);
  return f32x4.extract_lane(four, 3);
}
