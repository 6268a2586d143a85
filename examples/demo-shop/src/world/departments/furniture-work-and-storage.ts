/** @file Desks, tables, cabinets and beds. */
import { trait, value } from "../product-type.js";
import type { ProductType } from "../product-type.js";

const woods = ["walnut", "oak", "pine", "mango", "darkwood", "painted"] as const;
const paints = ["white", "black", "sage", "navy", "grey", "forest", "pink"] as const;
const legs = trait(
  "legs",
  value("straight", 4, ["It stands on four square legs."]),
  value("tapered", 4, ["The splayed, tapering legs recall the fifties."], []),
  value("hairpin", 2, ["Bent wire hairpin legs keep it looking light."], ["with hairpin legs"]),
  value("frame", 3, ["A welded frame carries the top, as in an old workshop."], ["ladder shelf"]),
);

export const workAndStorage: readonly ProductType[] = [
  {
    key: "desk",
    form: "desk",
    share: 1.6,
    path: ["Home Office", "Desks"],
    names: ["Desk", "Writing Desk", "Work Table", "Secretary"],
    asked: ["desk", "writing desk", "workstation", "study table", "bureau"],
    near: [],
    related: ["officeChair", "deskLamp", "diningTable"],
    price: [89, 899],
    materials: woods,
    second: ["steel", "iron", "oak", "walnut"],
    colours: paints,
    measure: { name: "width_cm", low: 80, high: 180 },
    said: [
      "Answer letters, sketch or sit an exam at it.",
      "Cables vanish through a grommet at the back.",
      "Made for long mornings with a laptop and a notepad.",
    ],
    traits: [
      trait(
        "room",
        value(
          "compact",
          4,
          [
            "Its small footprint suits an alcove or a studio flat.",
            "Sized to tuck under a window where nothing else will go.",
          ],
          ["for small room", "space saving", "small"],
          { titled: "Compact", size: 0.1, cost: -0.3 },
        ),
        value("standard", 5, [], [], { size: 0.5 }),
        value(
          "large",
          3,
          ["Two screens and a pile of drawings fit side by side."],
          ["large", "for two monitors"],
          { titled: "Large", size: 1, cost: 0.3 },
        ),
      ),
      trait(
        "drawers",
        value(0, 4, ["The top is clear of any storage."]),
        value(2, 4, ["A pair of shallow trays slides out beneath the top."], ["with drawers"], {
          titled: "with 2 Drawers",
        }),
        value(
          3,
          3,
          ["A pedestal of three runs on soft-close rails."],
          ["with drawers", "with storage"],
          { titled: "with 3 Drawers", cost: 0.2 },
        ),
      ),
      trait(
        "adjustable",
        value(false, 6, []),
        value(
          true,
          2,
          ["An electric motor lifts it from 72 to 118 cm, so you can work on your feet."],
          ["standing", "height adjustable", "sit stand"],
          { titled: "Height-Adjustable", cost: 0.6 },
        ),
      ),
      legs,
    ],
  },
  {
    key: "diningTable",
    form: "diningTable",
    path: ["Kitchen & Dining Room", "Dining Tables"],
    names: ["Dining Table", "Kitchen Table", "Farmhouse Table"],
    asked: ["dining table", "kitchen table", "dinner table", "supper table"],
    related: ["diningChair", "bench", "coffeeTable", "desk"],
    price: [199, 1899],
    materials: ["walnut", "oak", "pine", "mango", "darkwood"],
    second: ["oak", "walnut", "iron"],
    measure: { name: "length_cm", low: 90, high: 240 },
    said: [
      "Where homework, soup and long talks happen.",
      "The oiled top forgives spilled wine.",
      "Seats the family and whoever drops by.",
    ],
    traits: [
      trait(
        "shape",
        value("rectangular", 6, []),
        value("round", 4, ["No one sits at the head: the top is a full circle."], ["round"], {
          titled: "Round",
        }),
      ),
      trait(
        "seats",
        value(4, 4, ["Room for four plates."], ["for 4 people", "small"], {
          titled: "for 4",
          size: 0.15,
          cost: -0.3,
        }),
        value(6, 5, ["Six sit comfortably."], ["for 6 people"], { titled: "for 6", size: 0.6 }),
        value(8, 2, ["Eight places for holidays."], ["for 8 people", "large"], {
          titled: "for 8",
          size: 1,
          cost: 0.4,
        }),
      ),
      legs,
    ],
  },
  {
    key: "coffeeTable",
    form: "coffeeTable",
    path: ["Living Room", "Coffee, Side & Console Tables"],
    names: ["Coffee Table", "Cocktail Table", "Low Table"],
    asked: ["coffee table", "couch table", "living room table", "low table"],
    related: ["nightstand", "diningTable", "sofa", "tvStand"],
    price: [59, 699],
    materials: ["walnut", "oak", "mango", "marble", "glass", "painted"],
    second: ["iron", "brass", "oak"],
    colours: ["white", "black", "grey"],
    measure: { name: "length_cm", low: 60, high: 130 },
    said: [
      "Magazines, feet and a tray of cups all find a place.",
      "Keeps the remote where you can see it.",
    ],
    traits: [
      trait(
        "shape",
        value("rectangular", 5, []),
        value("round", 4, ["Soft edges all around, kind to shins and toddlers."], ["round"], {
          titled: "Round",
        }),
      ),
      trait(
        "shelf",
        value(false, 3, []),
        value(true, 2, ["A second tier below holds books."], ["with storage", "with shelf"], {
          titled: "with Shelf",
        }),
      ),
      legs,
    ],
  },
  {
    key: "nightstand",
    form: "nightstand",
    path: ["Bedroom", "Nightstands"],
    names: ["Nightstand", "Bedside Table", "Bedside Cabinet", "Night Table"],
    asked: ["nightstand", "bedside table", "bedside cabinet", "night table"],
    near: [],
    related: ["bed", "dresser", "tableLamp", "coffeeTable"],
    price: [45, 349],
    materials: woods,
    second: ["brass", "oak", "iron"],
    colours: paints,
    measure: { name: "height_cm", low: 45, high: 65 },
    said: [
      "Within reach of the pillow: glasses, novel, water.",
      "Hides the charger and the cough drops.",
    ],
    traits: [
      trait(
        "drawers",
        value(0, 2, ["An open cubby keeps a stack of books."], ["open"]),
        value(1, 4, [], [], { titled: "1-Drawer" }),
        value(2, 4, ["Two compartments close softly."], ["with 2 drawers"], {
          titled: "2-Drawer",
          cost: 0.2,
        }),
      ),
    ],
  },
  {
    key: "dresser",
    form: "dresser",
    path: ["Bedroom", "Dressers & Chests"],
    names: ["Dresser", "Chest of Drawers", "Tallboy", "Commode"],
    asked: ["dresser", "chest of drawers", "bureau with drawers", "clothes drawers"],
    near: ["wardrobe"],
    related: ["nightstand", "tvStand", "bed"],
    price: [129, 1199],
    materials: woods,
    second: ["brass", "oak", "iron"],
    colours: paints,
    measure: { name: "width_cm", low: 60, high: 160 },
    said: [
      "Jumpers below, socks above.",
      "Anti-tip fittings come in the box.",
      "Dovetailed, as they used to be.",
    ],
    traits: [
      trait(
        "drawers",
        value(3, 3, [], [], { titled: "3-Drawer", size: 0.1, cost: -0.2 }),
        value(4, 4, [], [], { titled: "4-Drawer", size: 0.3 }),
        value(6, 4, ["Six deep compartments in two columns."], ["wide", "with 6 drawers"], {
          titled: "6-Drawer",
          size: 0.9,
          cost: 0.3,
        }),
      ),
    ],
  },
  {
    key: "bookcase",
    form: "bookcase",
    path: ["Living Room", "Shelving, Bookcases & Display"],
    names: ["Bookcase", "Bookshelf", "Shelving Unit", "Étagère"],
    asked: ["bookcase", "bookshelf", "shelves", "shelving unit", "book rack"],
    related: ["tvStand", "dresser"],
    price: [69, 799],
    materials: woods,
    second: ["iron", "brass", "steel"],
    colours: paints,
    measure: { name: "height_cm", low: 80, high: 210 },
    said: ["For paperbacks, atlases and the odd fern.", "Holds a library without bowing."],
    traits: [
      trait(
        "shelves",
        value(3, 3, ["Low enough for a child to reach the top."], ["low"], {
          size: 0.1,
          cost: -0.2,
        }),
        value(4, 4, [], [], { titled: "4-Tier", size: 0.4 }),
        value(5, 4, ["Five tiers rise almost to the ceiling."], ["tall"], {
          titled: "5-Tier",
          size: 0.9,
          cost: 0.2,
        }),
      ),
      trait(
        "ladder",
        value(false, 3, []),
        value(true, 2, ["Open at the back between two metal uprights."], ["ladder"], {
          titled: "Ladder",
        }),
      ),
    ],
  },
  {
    key: "tvStand",
    form: "tvStand",
    path: ["Living Room", "TV & Media Furniture"],
    names: ["TV Stand", "Media Console", "Entertainment Unit", "Lowboard"],
    asked: ["tv stand", "tv unit", "media console", "television cabinet", "entertainment center"],
    related: ["bookcase", "coffeeTable", "dresser"],
    price: [119, 999],
    materials: [...woods, "rattan"],
    second: ["oak", "iron", "brass"],
    colours: paints,
    measure: { name: "width_cm", low: 120, high: 200 },
    said: [
      "Screens up to 65 inches rest on top.",
      "Consoles and routers breathe through slots at the back.",
    ],
  },
  {
    key: "bed",
    form: "bed",
    path: ["Bedroom", "Beds & Headboards"],
    names: ["Bed Frame", "Platform Bed", "Bedstead"],
    asked: ["bed", "bed frame", "bedstead", "platform bed"],
    related: ["nightstand", "dresser"],
    price: [179, 1799],
    materials: ["walnut", "oak", "pine", "linen", "velvet", "boucle", "iron"],
    second: ["linen", "cotton"],
    colours: ["grey", "beige", "navy", "forest", "rust", "sage"],
    measure: { name: "width_cm", low: 90, high: 180 },
    said: [
      "Slatted, quiet, and no box spring needed.",
      "Sleeps as still as a boat in harbour. Mattress not included.",
    ],
    traits: [
      trait(
        "bed_size",
        value("single", 3, ["For one sleeper or a guest room."], ["single", "for guest room"], {
          titled: "Single",
          size: 0,
          cost: -0.4,
        }),
        value("double", 4, [], ["double"], { titled: "Double", size: 0.6 }),
        value("king", 3, ["Width for two who turn a lot."], ["king size", "large"], {
          titled: "King",
          size: 1,
          cost: 0.4,
        }),
      ),
    ],
  },
  {
    key: "wardrobe",
    form: "wardrobe",
    share: 0.7,
    path: ["Bedroom", "Wardrobes & Armoires"],
    names: ["Wardrobe", "Armoire", "Closet"],
    asked: ["wardrobe", "armoire", "closet", "clothes cupboard"],
    near: ["dresser"],
    related: ["nightstand"],
    price: [249, 1599],
    materials: woods,
    second: ["brass", "oak", "iron"],
    colours: paints,
    measure: { name: "width_cm", low: 90, high: 200 },
    said: ["A rail for coats and a shelf for hats.", "Cedar blocks are included against moths."],
    traits: [
      trait(
        "doors",
        value(2, 5, [], [], { titled: "2-Door", size: 0.2 }),
        value(3, 3, ["The third leaf hides a column of shelves."], ["large", "with 3 doors"], {
          titled: "3-Door",
          size: 1,
          cost: 0.3,
        }),
      ),
    ],
  },
];
