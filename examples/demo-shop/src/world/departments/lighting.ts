/** @file Lamps and lights. */
import { trait, value } from "../product-type.js";
import type { ProductType } from "../product-type.js";

const dimmable = trait(
  "dimmable",
  value(false, 4, []),
  value(true, 3, ["Turn it down to a glimmer."], ["dimmable"], { titled: "Dimmable", cost: 0.2 }),
);

export const lighting: readonly ProductType[] = [
  {
    key: "tableLamp",
    form: "tableLamp",
    share: 1.2,
    path: ["Lighting", "Table Lamps"],
    names: ["Table Lamp", "Accent Lamp", "Bedside Lamp"],
    asked: ["table lamp", "bedside lamp", "night light for bedroom", "side lamp"],
    near: ["deskLamp"],
    related: ["floorLamp", "wallLamp", "nightstand"],
    price: [25, 349],
    materials: ["linen", "cotton", "paper"],
    second: ["ceramic", "oak", "walnut", "brass", "marble", "stoneware"],
    colours: ["cream", "white", "beige", "sage", "mustard", "navy", "rust", "forest"],
    patterns: ["striped", "floral"],
    said: [
      "Throws a pool of warm light.",
      "Read until you nod off.",
      "Takes one E27 bulb, not included.",
    ],
    traits: [dimmable],
  },
  {
    key: "floorLamp",
    form: "floorLamp",
    path: ["Lighting", "Floor Lamps"],
    names: ["Floor Lamp", "Standing Lamp", "Reading Lamp"],
    asked: ["floor lamp", "standing lamp", "tall lamp", "corner light"],
    related: ["tableLamp", "pendant", "deskLamp"],
    price: [49, 599],
    materials: ["linen", "cotton", "lacquered", "brass"],
    second: ["iron", "brass", "oak", "walnut", "steel"],
    colours: ["cream", "black", "white", "mustard", "forest", "rust"],
    said: ["Fills a dark corner.", "Foot switch on the cord."],
    traits: [
      trait(
        "stand",
        value("straight", 4, []),
        value("tripod", 3, ["Three legs, like a surveyor's theodolite."], ["tripod"], {
          titled: "Tripod",
        }),
        value("arc", 3, ["A great bow reaches over the sofa."], ["arc", "arched"], {
          titled: "Arc",
          cost: 0.3,
        }),
      ),
      dimmable,
    ],
  },
  {
    key: "pendant",
    form: "pendant",
    path: ["Lighting", "Ceiling & Pendant Lights"],
    names: ["Pendant Light", "Hanging Lamp", "Ceiling Light", "Chandelier"],
    asked: ["pendant light", "ceiling lamp", "hanging lamp", "light over dining table"],
    related: ["wallLamp", "floorLamp"],
    price: [39, 699],
    materials: ["lacquered", "brass", "copper", "glass", "rattan", "linen"],
    second: ["brass", "iron", "steel"],
    colours: ["black", "white", "sage", "mustard", "navy", "rust"],
    said: ["Hangs above the table like a full stop.", "The cord is cut to length on site."],
    traits: [
      trait(
        "shade",
        value("dome", 4, []),
        value("globe", 3, ["A sphere, smooth all around."], ["globe", "round"], {
          titled: "Globe",
        }),
        value("basket", 2, ["The wide body is shaped like a basket."], ["basket"], {
          titled: "Basket",
        }),
      ),
      trait(
        "lamps",
        value(1, 6, [], [], { size: 0.6 }),
        value(3, 2, ["Three lights hang from one bar."], ["with 3 lights", "for kitchen island"], {
          titled: "3-Light",
          cost: 0.4,
        }),
      ),
    ],
  },
  {
    key: "deskLamp",
    form: "deskLamp",
    path: ["Lighting", "Desk & Task Lamps"],
    names: ["Desk Lamp", "Task Lamp", "Architect Lamp"],
    asked: ["desk lamp", "study lamp", "work light", "lamp for reading"],
    near: ["tableLamp"],
    related: ["floorLamp", "desk"],
    price: [19, 249],
    materials: ["lacquered", "brass", "plastic", "copper"],
    second: ["steel", "iron", "brass", "beech"],
    colours: ["black", "white", "red", "teal", "mustard", "sage", "navy"],
    said: ["Joints stay where you leave them.", "Light on the page, not in your eyes."],
    traits: [
      trait(
        "led_bar",
        value(false, 4, []),
        value(
          true,
          3,
          ["A strip of diodes gives an even, flicker-free field."],
          ["led", "modern"],
          { titled: "LED" },
        ),
      ),
      trait(
        "usb_port",
        value(false, 4, []),
        value(true, 2, ["A socket in the base tops up your phone."], ["with usb charging"], {
          titled: "with USB Port",
        }),
      ),
    ],
  },
  {
    key: "wallLamp",
    form: "wallLamp",
    share: 0.7,
    path: ["Lighting", "Wall Lights"],
    names: ["Wall Sconce", "Wall Light", "Swing Arm Lamp"],
    asked: ["wall lamp", "sconce", "wall light"],
    related: ["pendant", "tableLamp"],
    price: [25, 299],
    materials: ["linen", "glass", "cotton"],
    second: ["brass", "iron", "steel"],
    colours: ["cream", "white", "beige"],
    said: ["Frees the bedside of clutter.", "Plug in or wire it; both fittings are in the box."],
    traits: [
      trait(
        "shade",
        value("cone", 4, []),
        value("globe", 3, ["The light sits in a ball."], ["globe"], { titled: "Globe" }),
      ),
    ],
  },
  {
    key: "stringLights",
    form: "stringLights",
    share: 0.7,
    path: ["Lighting", "String & Fairy Lights"],
    names: ["String Lights", "Festoon", "Fairy Lights"],
    asked: ["string lights", "fairy lights", "party lights", "light chain"],
    related: ["lantern", "pendant"],
    price: [9, 69],
    materials: ["glass", "plastic"],
    second: ["iron"],
    colours: ["yellow", "white", "coral", "sky", "mint"],
    said: ["Ten metres of glow for a balcony or a tree.", "Turns any evening into an occasion."],
    traits: [
      trait(
        "bulb",
        value("round", 4, []),
        value("star", 3, ["Each bulb is a small star."], ["star"], { titled: "Star" }),
      ),
      trait(
        "solar",
        value(false, 3, []),
        value(
          true,
          3,
          ["A small panel charges it by day; no socket needed."],
          ["solar", "outdoor"],
          { titled: "Solar" },
        ),
      ),
    ],
  },
];
