/** @file Every form by name: the one list that product types choose from. */
import { backpack, crossbody, duffel, suitcase, tote, wallet } from "./bags.js";
import * as camping from "./camping.js";
import { bed, bookcase, dresser, nightstand, tvStand, wardrobe } from "./cabinets.js";
import { blanket, candle, cushion, frame, mirror, rug, vase, wallClock } from "./decor.js";
import * as cookware from "./cookware.js";
import { boot, heel, loafer, rainBoot, sandal, sneaker } from "./footwear.js";
import * as gadgets from "./gadgets.js";
import * as gardening from "./gardening.js";
import * as garments from "./garments.js";
import {
  deskLamp,
  floorLamp,
  lantern,
  pendant,
  stringLights,
  tableLamp,
  wallLamp,
} from "./lamps.js";
import * as pantry from "./pantry.js";
import * as playthings from "./playthings.js";
import { armchair, diningChair, officeChair, sofa, stool } from "./seats.js";
import * as stationery from "./stationery.js";
import { bench, coffeeTable, desk, diningTable } from "./tables.js";
import * as tableware from "./tableware.js";
import * as toiletries from "./toiletries.js";
import * as woollens from "./woollens.js";

/** All forms. */
export const forms = {
  ...{ desk, diningTable, coffeeTable, bench, sofa, armchair, diningChair, officeChair, stool },
  ...{ dresser, nightstand, tvStand, bookcase, bed, wardrobe },
  ...{ tableLamp, floorLamp, pendant, deskLamp, wallLamp, stringLights, lantern },
  ...{ vase, cushion, blanket, rug, mirror, wallClock, candle, frame },
  ...cookware,
  ...tableware,
  ...pantry,
  ...garments,
  ...woollens,
  ...{ sneaker, boot, rainBoot, sandal, loafer, heel },
  ...{ backpack, tote, crossbody, suitcase, wallet, duffel },
  ...camping,
  ...gardening,
  ...playthings,
  ...gadgets,
  ...toiletries,
  ...stationery,
} as const;

export type FormName = keyof typeof forms;
