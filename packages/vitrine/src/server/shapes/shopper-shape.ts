/** @file Ids of shoppers and visitors, as events carry them. */
import { z } from "zod";

export const shopperId = z.string().min(1).max(200);
