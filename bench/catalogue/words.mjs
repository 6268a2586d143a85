/**
 * @file The words of the big catalogue: 320,000, by rank, the commonest of them English.
 *
 * All but the first few hundred are made of syllables, so that no list of words need be shipped; one
 * in eighty has a letter beyond ASCII. About 25 MB and half a second.
 */
import { Random } from "./random.mjs";

/** How many words there are; a million products use nearly all of them. */
export const wordCount = 320_000;

const common =
  "the and a with for of in to is it your our on this that from are by you an all can be or at as its made use every easy more home so than when keep will one day out time no up they what design which has soft light comes two even get into any has strong simple new made clean fine good small large under over quality perfect back long set high water through inside outside year place both their not size space each also while hand room best extra just well most fits without best like around life style makes after only warm cold dry air floor wall kitchen garden work family kids travel summer winter safe fast quick quiet bright dark deep wide thin thick heavy sturdy gentle smooth natural modern classic elegant durable washable removable adjustable portable compact practical comfortable lightweight handmade recycled organic breathable resistant waterproof ergonomic foldable reliable versatile timeless cosy fresh pure rich mild solid hollow double single triple upper lower inner outer front side top base edge corner handle cover case frame lid strap belt button zip pocket lining seam stitch layer surface finish coating grip wheel leg foot arm seat cushion panel door drawer shelf hook rail ring rope cable plug switch battery motor filter blade screen lens sensor speaker signal power heat steam flow pressure speed weight height width length depth volume range level degree minute hour week month season morning evening night sun rain wind snow sand stone earth wood metal glass paper cloth leather wool cotton linen silk rubber plastic steel iron copper brass clay cork".split(
    " ",
  );

const onsets = "b c d f g h k l m n p r s t v w z br cl dr fl gr pl sh st th tr".split(" ");
const nuclei = "a e i o u ai ea ee io ou".split(" ");
const codas = ["", "", "", "l", "n", "r", "s", "t", "m", "nd", "rk", "st"];
const ends = ["", "", "", "er", "ing", "en", "ia", "ix", "ow", "y"];
const beyond = ["ä", "ö", "ü", "é", "è", "ø", "å", "ñ", "ç", "ß", "ł", "č"];

/**
 * Makes the words, the same for every seed.
 *
 * @returns {readonly string[]} Distinct, in small letters, the commonest first.
 */
export function makeWords() {
  const random = new Random(1, "words");
  const words = new Set(common);
  while (words.size < wordCount) {
    // Rare words are longer, as they are in any language.
    const syllables = words.size < 2000 ? 1 : words.size < 60_000 ? 2 : 2 + random.below(2);
    let word = "";
    for (let at = 0; at < syllables; at++) word += random.pick(onsets) + random.pick(nuclei);
    word += random.pick(codas);
    if (random.chance(1 / 80)) word += random.pick(beyond);
    words.add(word + random.pick(ends));
  }
  return [...words];
}

/**
 * With a capital letter.
 *
 * @param {string} word
 */
export function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
