/** @file Every form by name: the one list that product types choose from. */
import { backpack, crossbody, duffel, suitcase, tote, wallet } from "./bags.js";
import { bed, bookcase, dresser, nightstand, tvStand, wardrobe } from "./cabinets.js";
import { blanket, candle, cushion, frame, mirror, rug, vase, wallClock } from "./decor.js";
import { boot, heel, loafer, rainBoot, sandal, sneaker } from "./footwear.js";
import * as gadgets from "./gadgets.js";
import * as garments from "./garments.js";
import * as kitchenware from "./kitchenware.js";
import {
  deskLamp,
  floorLamp,
  lantern,
  pendant,
  stringLights,
  tableLamp,
  wallLamp,
} from "./lamps.js";
import * as outdoors from "./outdoors.js";
import * as playthings from "./playthings.js";
import { armchair, diningChair, officeChair, sofa, stool } from "./seats.js";
import * as stationery from "./stationery.js";
import { bench, coffeeTable, desk, diningTable } from "./tables.js";
import * as toiletries from "./toiletries.js";

/** All forms. */
export const forms = {
  ...{ desk, diningTable, coffeeTable, bench, sofa, armchair, diningChair, officeChair, stool },
  ...{ dresser, nightstand, tvStand, bookcase, bed, wardrobe },
  ...{ tableLamp, floorLamp, pendant, deskLamp, wallLamp, stringLights, lantern },
  ...{ vase, cushion, blanket, rug, mirror, wallClock, candle, frame },
  ...kitchenware,
  ...garments,
  ...{ sneaker, boot, rainBoot, sandal, loafer, heel },
  ...{ backpack, tote, crossbody, suitcase, wallet, duffel },
  ...outdoors,
  ...playthings,
  ...gadgets,
  ...toiletries,
  ...stationery,
} as const;

export type FormName = keyof typeof forms;
