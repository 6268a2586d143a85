import { describe, expect, it } from "vitest";

import { guessLanguage } from "./guess-language.js";

describe("guessLanguage", () => {
  it.each([
    ["en", "A round table made of solid oak, with two drawers for your cutlery and a shelf below"],
    [
      "de",
      "Ein runder Tisch aus massiver Eiche mit zwei Schubladen für das Besteck und einer Ablage",
    ],
    ["fr", "Une table ronde en chêne massif avec deux tiroirs pour les couverts et une étagère"],
    ["es", "Una mesa redonda de roble macizo con dos cajones para los cubiertos y un estante"],
    ["it", "Un tavolo rotondo in rovere massiccio con due cassetti per le posate e uno scaffale"],
    ["nl", "Een ronde tafel van massief eiken met twee laden voor het bestek en een plank"],
    ["sv", "Ett runt bord av massiv ek med två lådor för besticken och en hylla som är under"],
    [
      "ru",
      "Круглый стол из дуба с ящиками для приборов. Он был сделан так, чтобы вы могли его легко собрать, если у вас есть час",
    ],
    ["ja", "引き出しが二つあるオーク材の丸テーブル"],
    ["zh", "实木橡木圆桌，带两个抽屉"],
    ["ko", "서랍이 두 개 있는 원목 테이블"],
    ["el", "Στρογγυλό τραπέζι από δρυ με δύο συρτάρια"],
  ])("tells %s", (language, text) => {
    expect(guessLanguage(text)).toBe(language);
  });

  it.each(["", "Sofa Oslo 3000", "ABC-12 XL", "12 x 14 cm", "Lamp"])(
    "says nothing of %j, which is in no language",
    (text) => {
      expect(guessLanguage(text)).toBeUndefined();
    },
  );
});
