/** @file Sofas, chairs, stools and benches. */
import { clothColours } from "../colours.js";
import { trait, value } from "../product-type.js";
import type { ProductType } from "../product-type.js";

const covers = ["linen", "velvet", "boucle", "leather", "fauxLeather", "cotton"] as const;

export const seating: readonly ProductType[] = [
  {
    key: "sofa",
    form: "sofa",
    share: 1.5,
    path: ["Living Room", "Sofas & Sectionals"],
    names: ["Sofa", "Couch", "Settee"],
    asked: ["sofa", "couch", "settee", "lounge", "divan"],
    near: [],
    related: ["armchair", "coffeeTable", "cushion"],
    price: [349, 2999],
    materials: covers,
    second: ["oak", "walnut", "iron"],
    colours: clothColours,
    said: [
      "Deep seats for naps and films.",
      "Kiln-dried frame, feather-wrapped cushions, removable covers.",
      "The one everyone fights over on Sundays.",
    ],
    traits: [
      trait(
        "seats",
        value(2, 4, ["Snug for a pair."], ["two seater", "for small living room", "small"], {
          titled: "2-Seater",
          cost: -0.3,
        }),
        value(3, 5, ["Three sit abreast."], ["three seater"], { titled: "3-Seater" }),
      ),
      trait(
        "chaise",
        value(false, 5, []),
        value(
          true,
          2,
          ["One end stretches out so you can put your legs up."],
          ["with chaise", "corner", "L shaped"],
          { titled: "with Chaise", cost: 0.5 },
        ),
      ),
    ],
  },
  {
    key: "armchair",
    form: "armchair",
    path: ["Living Room", "Armchairs & Recliners"],
    names: ["Armchair", "Accent Chair", "Lounge Chair", "Wingback"],
    asked: ["armchair", "accent chair", "easy chair", "reading chair", "lounge chair"],
    near: [],
    related: ["sofa", "diningChair", "officeChair"],
    price: [129, 1299],
    materials: covers,
    second: ["oak", "walnut", "brass"],
    colours: clothColours,
    said: ["Pull it to the window and finish the chapter.", "Hugs you on three sides."],
  },
  {
    key: "diningChair",
    form: "diningChair",
    path: ["Kitchen & Dining Room", "Dining Chairs"],
    names: ["Dining Chair", "Side Chair", "Kitchen Chair"],
    asked: ["dining chair", "kitchen chair", "table chair"],
    near: ["stool"],
    related: ["officeChair", "armchair", "diningTable", "bench"],
    price: [49, 399],
    materials: ["oak", "walnut", "beech", "painted", "velvet", "leather"],
    second: ["oak", "walnut", "beech"],
    colours: ["white", "black", "mustard", "teal", "sage", "rust"],
    said: ["Comfortable through dessert and after.", "Light enough to lift with one hand."],
    traits: [
      trait(
        "back",
        value("solid", 4, []),
        value(
          "spindle",
          3,
          ["Turned rods make up the back, after the Windsor pattern."],
          ["windsor", "with spindle back"],
          { titled: "Spindle-Back" },
        ),
        value("cane", 3, ["The back is hand-woven cane."], ["cane", "rattan"], {
          titled: "Cane-Back",
          cost: 0.2,
        }),
      ),
    ],
  },
  {
    key: "officeChair",
    form: "officeChair",
    path: ["Home Office", "Office Chairs"],
    names: ["Office Chair", "Desk Chair", "Task Chair", "Swivel Chair"],
    asked: ["office chair", "desk chair", "computer chair", "swivel chair", "ergonomic chair"],
    related: ["diningChair", "armchair", "desk"],
    price: [79, 899],
    materials: ["nylon", "fauxLeather", "leather", "linen"],
    second: ["steel"],
    colours: ["black", "grey", "charcoal", "blue", "green", "beige"],
    said: [
      "Rolls, turns and tilts.",
      "Eight hours later your spine still likes it.",
      "Gas lift and breathable back.",
    ],
    traits: [
      trait(
        "headrest",
        value(false, 4, []),
        value(true, 3, ["Support goes all the way up the neck."], ["with headrest", "high back"], {
          titled: "High-Back",
          cost: 0.3,
        }),
      ),
      trait(
        "lumbar",
        value(false, 3, []),
        value(
          true,
          3,
          ["A curved pad follows the small of the back."],
          ["for back pain", "ergonomic"],
          { titled: "Ergonomic", cost: 0.3 },
        ),
      ),
    ],
  },
  {
    key: "stool",
    form: "stool",
    path: ["Kitchen & Dining Room", "Bar & Counter Stools"],
    names: ["Stool", "Counter Stool", "Barstool"],
    asked: ["bar stool", "stool", "counter stool", "high chair for kitchen island"],
    related: ["diningChair", "bench"],
    price: [35, 349],
    materials: ["oak", "walnut", "leather", "fauxLeather", "velvet", "rattan"],
    second: ["iron", "oak", "brass", "steel"],
    colours: ["black", "teal", "mustard", "forest", "grey"],
    said: ["Perch, sip, leave.", "A ring gives your feet somewhere to be."],
    traits: [
      trait(
        "height",
        value("bar", 5, ["Made for counters of 90 cm and more."], ["tall"], {
          titled: "Bar-Height",
        }),
        value("low", 3, ["Also serves as a step or a plant table."], ["low"], {
          titled: "Low",
          cost: -0.3,
        }),
      ),
      trait(
        "back",
        value(false, 4, []),
        value(true, 2, ["A rest catches your shoulders."], ["with back"], {
          titled: "with Backrest",
          cost: 0.2,
        }),
      ),
    ],
  },
  {
    key: "bench",
    form: "bench",
    share: 0.8,
    path: ["Hallway", "Benches & Shoe Storage"],
    names: ["Bench", "Entryway Bench", "Hall Seat"],
    asked: ["bench", "entryway bench", "hallway seat", "bench to put on shoes"],
    related: ["stool", "diningTable", "diningChair"],
    price: [59, 499],
    materials: ["oak", "walnut", "pine", "mango", "darkwood"],
    second: ["linen", "iron", "oak"],
    measure: { name: "length_cm", low: 80, high: 160 },
    said: ["Sit down to lace your boots.", "Works at the foot of a mattress too."],
    traits: [
      trait(
        "cushion",
        value(false, 4, []),
        value(true, 3, ["A padded top ties on with ribbons."], ["upholstered", "with cushion"], {
          titled: "with Cushion",
          cost: 0.2,
        }),
      ),
      trait(
        "legs",
        value("straight", 3, []),
        value("hairpin", 2, ["It rests on bent steel wire."], ["with hairpin legs"]),
      ),
    ],
  },
];
