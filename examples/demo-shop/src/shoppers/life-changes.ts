/** @file What changes in shoppers' lives, and what they come to need by it. */

/** A change and the keys of the product types that it makes needed. */
export interface LifeChange {
  readonly name: string;
  readonly types: readonly string[];
}

export const lifeChanges: readonly LifeChange[] = [
  {
    name: "moving house",
    types: [
      ...["sofa", "bed", "wardrobe", "dresser", "diningTable", "diningChair", "rug", "pendant"],
      ...["floorLamp", "mirror", "coffeeTable", "nightstand", "plate", "pot", "towel"],
    ],
  },
  {
    name: "a child is born",
    types: ["softToy", "stackingRings", "blocks", "blanket", "bodyLotion", "dollhouse", "puzzle"],
  },
  {
    name: "working from home",
    types: [
      ...["desk", "officeChair", "deskLamp", "keyboard", "mouse", "headphones", "notebook"],
      ...["deskOrganiser", "stickyNotes"],
    ],
  },
  {
    name: "taking up camping",
    types: [
      ...["tent", "sleepingBag", "campChair", "cooler", "lantern", "boot", "backpack"],
      "waterBottle",
    ],
  },
  {
    name: "a first garden",
    types: ["plantPot", "seeds", "wateringCan", "handTool", "birdhouse", "hammock", "rainBoot"],
  },
  {
    name: "learning to cook",
    types: ["fryingPan", "pot", "knife", "cuttingBoard", "storageJar", "bowl", "kettle"],
  },
  {
    name: "a new job",
    types: ["shirt", "trousers", "loafer", "heel", "skirt", "crossbody", "wallet", "planner"],
  },
];
