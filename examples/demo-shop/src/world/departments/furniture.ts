/** @file The furniture department. */
import type { Department } from "../product-type.js";
import { seating } from "./furniture-seating.js";
import { workAndStorage } from "./furniture-work-and-storage.js";

export const furniture: Department = {
  name: "Furniture",
  backdrop: "#ebe6de",
  types: [...workAndStorage, ...seating],
};
