/**
 * @file Vectors as 8-bit codes: scale × codes, with what is lost in it.
 *
 * Scale = greatest magnitude / 127; a code is the nearest integer to element / scale, halves to the
 * even one. `norm` (of scale × codes) and `error` (norm of what the codes leave out) are computed in
 * f64 and stored a little too large, so that bounds made of them hold; so are the norms of the two
 * ends of scale × codes, from one half and from three quarters on.
 */

/** More than the rounding of the f64 sums and of the conversion to f32 can take away. */
const ROUND_UP: f64 = 1.0 + 1.0 / 1048576.0;

/** Where the half of a vector's codes ends: a number of whole steps of eight. */
export function halfOf(codeBytes: usize): usize {
  return (codeBytes >> 4) << 3;
}

/** Where three quarters of a vector's codes end. */
export function threeQuartersOf(codeBytes: usize): usize {
  return ((3 * codeBytes) >> 5) << 3;
}

/**
 * Writes the codes of `count` floats, which are finite.
 *
 * @param codes - Address of i8 codes.
 * @param norms - Address of the norm; the error and the norms of the two ends follow, each `stride`
 * bytes after the one before. 0 when they are not wanted.
 */
export function quantise(
  values: usize,
  count: i32,
  codes: usize,
  scaleAt: usize,
  norms: usize,
  stride: usize,
): void {
  let greatest: f32 = 0;
  for (let index = 0; index < count; index++) {
    greatest = max(greatest, abs(load<f32>(values + ((index as usize) << 2))));
  }
  const scale: f32 = greatest / 127;
  store<f32>(scaleAt, scale);
  const codeBytes = ((count + 7) & ~7) as usize;
  const half = halfOf(codeBytes) as i32;
  const threeQuarters = threeQuartersOf(codeBytes) as i32;
  let squares: i64 = 0;
  let squaresToHalf: i64 = 0;
  let squaresToThreeQuarters: i64 = 0;
  let lost: f64 = 0;
  for (let index = 0; index < count; index++) {
    if (index == half) squaresToHalf = squares;
    if (index == threeQuarters) squaresToThreeQuarters = squares;
    const value = load<f32>(values + ((index as usize) << 2));
    // A scale that underflowed is too small or 0; the error then says how much the codes leave out.
    const code: i32 =
      scale == 0 ? 0 : (max<f32>(-127, min<f32>(127, nearest<f32>(value / scale))) as i32);
    store<i8>(codes + (index as usize), code as i8);
    squares += code * code;
    const rest = (value as f64) - (scale as f64) * (code as f64);
    lost += rest * rest;
  }
  if (norms == 0) return;
  store<f32>(norms, normOf(scale, squares));
  store<f32>(norms + stride, (sqrt(lost) * ROUND_UP + f32.MIN_VALUE) as f32);
  store<f32>(norms + 2 * stride, normOf(scale, squares - squaresToHalf));
  store<f32>(norms + 3 * stride, normOf(scale, squares - squaresToThreeQuarters));
}

/** The norm of scale × codes, rounded up. */
function normOf(scale: f32, squares: i64): f32 {
  return ((scale as f64) * sqrt(squares as f64) * ROUND_UP + f32.MIN_VALUE) as f32;
}

/**
 * Writes a query's codes as 16-bit integers, and the numbers that bound the error of its scores.
 *
 * With q = q̂ + eq, r = r̂ + er (hats are scale × codes): q·r = q̂·r̂ + eq·r̂ + q·er, so that by
 * Cauchy and Schwarz the exact product differs from q̂·r̂ by at most ‖eq‖ ‖r̂‖ + ‖q‖ ‖er‖. The f32
 * sum of the exact product errs by at most γ ‖q‖ (‖r̂‖ + ‖er‖), γ = n u / (1 − n u), u = 2⁻²⁴, n the
 * additions and the multiplication of a lane and its last two additions (Higham, Accuracy and
 * Stability, 3.1); the score of the codes and the sum with the bound by less than 24 u of
 * (‖q‖ + ‖eq‖) ‖r̂‖; underflow by less than the fourth number. Of a score that is known up to the half
 * or three quarters of the codes only, the rest is at most the product of the two ends' norms.
 *
 * @param codes - Address of i16 codes.
 * @param numbers - Address of f32[6]: scale; what a row's norm, a row's error, 1, and the norms of a
 * row's two ends weigh in the bound.
 * @returns ‖q‖, rounded up.
 */
export function quantiseQuery(values: usize, count: i32, codes: usize, numbers: usize): f64 {
  // Codes are written as bytes first and widened from the last to the first.
  quantise(values, count, codes, numbers, numbers + 4, 4);
  for (let index = count - 1; index >= 0; index--) {
    const code = load<i8>(codes + (index as usize)) as i16;
    store<i16>(codes + ((index as usize) << 1), code);
  }
  let squares: f64 = 0;
  for (let index = 0; index < count; index++) {
    const value = load<f32>(values + ((index as usize) << 2)) as f64;
    squares += value * value;
  }
  const norm = sqrt(squares) * ROUND_UP;
  const error = load<f32>(numbers, 8) as f64;
  store<f32>(numbers, load<f32>(numbers, 16), 20);
  store<f32>(numbers, load<f32>(numbers, 12), 16);
  const unit: f64 = 1.0 / 16777216.0;
  const terms = ((count + 3) / 4 + 3) as f64;
  const share = (terms * unit) / (1 - terms * unit) + 24 * unit;
  store<f32>(numbers, ((error + share * (norm + error)) * ROUND_UP + f32.MIN_VALUE) as f32, 4);
  store<f32>(numbers, (norm * (1 + share) * ROUND_UP + f32.MIN_VALUE) as f32, 8);
  store<f32>(numbers, ((count + 64) as f32) * f32.MIN_VALUE, 12);
  return norm;
}
