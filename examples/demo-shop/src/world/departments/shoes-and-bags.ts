/** @file The department of shoes, bags and luggage. */
import type { Department } from "../product-type.js";
import { bags } from "./bags.js";
import { shoes } from "./shoes.js";

export const shoesAndBags: Department = {
  name: "Shoes, Bags & Luggage",
  backdrop: "#e9e4dd",
  types: [...shoes, ...bags],
};
