/**
 * @file Words that shops sell by, out of which the distillation makes its texts.
 *
 * General vocabulary over all departments, written for this purpose. Each list is written as
 * one text: words apart by blanks, or phrases apart by commas.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const phrases = (text: string): readonly string[] =>
  text.split(",").map((phrase) => phrase.trim().replace(/\s+/g, " "));

/** What a product is like. */
export const qualities = words(`
  adjustable antique automatic breathable bright casual classic comfortable compact contemporary
  cordless cosy curved decorative deep digital disposable double durable electric elegant ergonomic
  extra fine fitted flat flexible foldable folding formal fresh genuine glossy gourmet handmade heavy
  herbal high indoor industrial insulated integrated kids large lightweight long low luxury magnetic
  manual matte mini modern multifunctional narrow natural new organic original outdoor oversized padded
  pet plain pocket portable premium printed professional quick quiet rechargeable reclining
  reconditioned rectangular removable replacement retro reusable reversible round rustic scented
  seamless short simple single slim small smart soft solid sporty square stackable sturdy stylish
  swivel tall thermal thick thin tinted traditional twin universal used vegan vintage warm washable
  waterproof wide wireless`);

export const colours = words(`
  black white grey gray silver gold red burgundy pink rose orange coral yellow mustard green olive mint
  teal turquoise blue navy purple lavender brown beige cream ivory tan copper bronze charcoal clear
  multicolor`);

export const materials = words(`
  wood oak walnut pine maple bamboo plywood metal steel iron aluminum brass copper glass crystal plastic
  acrylic vinyl rubber silicone latex leather suede cotton linen wool cashmere silk satin velvet denim
  canvas polyester nylon spandex fleece felt fur foam paper cardboard wicker rattan rope cork ceramic
  porcelain clay stone marble granite concrete carbon titanium chrome`);

/** What is sold, by department. */
export const goods: readonly string[] = [
  phrases(`sofa, couch, loveseat, armchair, rocking chair, chair, dining chair, office chair, stool,
    bench, table, dining table, coffee table, side table, desk, writing desk, bed, bed frame, bunk bed,
    headboard, mattress, nightstand, dresser, wardrobe, chest of drawers, bookcase, bookshelf, shelf,
    cabinet, sideboard, tv stand, shoe rack, coat rack, room divider, futon, cot`),
  phrases(`lamp, floor lamp, table lamp, desk lamp, chandelier, ceiling light, wall light, light bulb,
    night light, string lights, mirror, rug, carpet, mat, curtain, curtain rod, blind, cushion, pillow,
    blanket, throw, quilt, duvet cover, bed sheet, pillowcase, towel, bath towel, shower curtain, clock,
    vase, candle, candle holder, picture frame, wall art, poster, tapestry, wallpaper, basket,
    storage box, laundry hamper, hanger, hook, doorbell, house plant, artificial flowers`),
  phrases(`kettle, toaster, blender, mixer, food processor, juicer, coffee maker, espresso machine,
    microwave, oven, stove, refrigerator, freezer, dishwasher, washing machine, clothes dryer,
    vacuum cleaner, steam iron, ironing board, sewing machine, fan, heater, air conditioner,
    air purifier, humidifier, slow cooker, rice cooker, waffle maker, frying pan, saucepan, wok,
    baking pan, baking sheet, cutting board, chef knife, knife set, spatula, ladle, whisk, grater,
    peeler, can opener, measuring cup, kitchen scale, plate, bowl, cup, mug, wine glass, pitcher,
    fork, spoon, cutlery set, lunch box, water bottle, thermos, food container, trash can, broom, mop,
    bucket, sponge, dish soap, detergent, paper towels`),
  phrases(`shirt, t-shirt, polo shirt, blouse, tank top, sweater, cardigan, hoodie, jacket, coat,
    raincoat, vest, suit, blazer, dress, evening gown, skirt, pants, jeans, leggings, shorts, overalls,
    pajamas, robe, underwear, bra, boxers, socks, tights, swimsuit, bikini, uniform, costume, apron,
    shoes, sneakers, running shoes, boots, sandals, slippers, loafers, high heels, flip flops, hat, cap,
    beanie, scarf, gloves, belt, tie, bow tie, handbag, purse, wallet, backpack, tote bag, suitcase,
    duffel bag, umbrella, sunglasses, watch, watch band, necklace, pendant, bracelet, ring, earrings,
    brooch, cufflinks, hair clip`),
  phrases(`laptop, computer, desktop, tablet, monitor, keyboard, mouse, mouse pad, webcam, printer,
    ink cartridge, toner, scanner, router, modem, hard drive, memory card, flash drive, graphics card,
    processor, motherboard, power supply, phone, smartphone, phone case, screen protector, charger,
    power bank, cable, adapter, battery, headphones, earphones, headset, speaker, soundbar, microphone,
    turntable, radio, amplifier, television, remote control, projector, media player, camera, lens,
    tripod, camcorder, drone, game console, video game, game controller, smart watch, gps, dash cam,
    security camera, smoke detector, thermostat, calculator, software`),
  phrases(`shampoo, conditioner, hair dryer, hair straightener, hairbrush, comb, soap, body wash,
    body lotion, hand cream, face cream, sunscreen, deodorant, perfume, cologne, lipstick, lip balm,
    mascara, eyeliner, eye shadow, foundation, makeup brush, nail polish, razor, shaving cream, trimmer,
    toothbrush, toothpaste, mouthwash, dental floss, vitamin, supplement, protein powder, pain relief,
    cough syrup, bandage, first aid kit, thermometer, blood pressure monitor, massager, knee brace,
    wheelchair, walker, contact lenses, reading glasses, essential oil, diffuser, face mask`),
  phrases(`bicycle, bike helmet, scooter, skateboard, roller skates, treadmill, exercise bike, dumbbell,
    kettlebell, yoga mat, resistance bands, jump rope, boxing gloves, football, soccer ball, basketball,
    baseball bat, baseball glove, tennis racket, golf club, golf ball, hockey stick, ski, snowboard,
    surfboard, kayak, paddle, life jacket, goggles, fishing rod, fishing reel, hunting knife, bow, tent,
    sleeping bag, camping chair, lantern, flashlight, compass, binoculars, telescope, cooler, hammock,
    jersey, trophy`),
  phrases(`toy car, toy train, doll, dollhouse, puzzle, board game, card game, building blocks,
    action figure, stuffed animal, teddy bear, robot, kite, play set, slide, swing, trampoline,
    sandbox, baby bottle, pacifier, diaper, baby wipes, stroller, car seat, crib, high chair, playpen,
    baby monitor, bib, onesie, balloon, party decorations, gift bag, wrapping paper, greeting card,
    ornament, wreath, garland, flag, mask, wig, crown`),
  phrases(`hammer, screwdriver, wrench, pliers, drill, drill bit, saw, sander, level, tape measure,
    toolbox, workbench, ladder, nail, screw, bolt, hinge, door handle, lock, padlock, key, chain, rope,
    duct tape, glue, paint, paint brush, roller, faucet, sink, toilet seat, shower head, pipe, valve,
    pump, extension cord, outlet, switch, wire, generator, lawn mower, chainsaw, leaf blower, rake,
    shovel, hose, sprinkler, flower pot, planter, seeds, soil, fertilizer, grill, fire pit,
    patio furniture, gazebo, bird feeder, fence, mailbox`),
  phrases(`tire, wheel, brake pad, oil filter, motor oil, spark plug, wiper blade, headlight, car battery,
    floor liner, seat cover, steering wheel cover, bumper, car wax, trailer hitch, roof rack, motorcycle
    helmet, dog food, dog bed, dog collar, leash, dog toy, cat food, cat litter, litter box,
    scratching post, pet carrier, aquarium, fish food, bird cage, hamster wheel, horse saddle`),
  phrases(`novel, book, cookbook, textbook, dictionary, atlas, comic, magazine, calendar, diary, notebook,
    sketchbook, pen, fountain pen, pencil, marker, crayons, eraser, ruler, scissors, stapler, folder,
    binder, envelope, label, stamp, whiteboard, easel, canvas, acrylic paint, yarn, knitting needles,
    fabric, beads, ribbon, thread, button, guitar, guitar strings, ukulele, violin, piano, drum, trumpet,
    saxophone, flute, harmonica, music stand, sheet music, album, movie, series, map, globe`),
  phrases(`bread, rice, pasta, noodles, flour, sugar, salt, pepper, spice, olive oil, vinegar, sauce,
    ketchup, honey, jam, peanut butter, cereal, oatmeal, granola bar, cookies, crackers, chips, popcorn,
    chocolate, candy, chewing gum, nuts, dried fruit, cake, pie, ice cream, cheese, milk, butter, yogurt,
    eggs, chicken, beef, pork, sausage, ham, bacon, fish, salmon, tuna, shrimp, soup, beans, corn,
    tomato, potato, onion, garlic, carrot, salad, mushroom, apple, banana, orange, lemon, grapes,
    strawberry, coffee, coffee beans, tea, green tea, juice, soda, sparkling water, water, beer, wine,
    whiskey, vodka, energy drink, baby food`),
].flat();

/** Where it is used. */
export const places =
  phrases(`living room, bedroom, kitchen, bathroom, dining room, hallway, entrance,
  home office, office, classroom, kids room, nursery, laundry room, garage, basement, workshop, balcony,
  garden, yard, porch, pool, beach, gym, restaurant, hotel, car, truck, boat, camping, hiking, fishing,
  running, cycling, travel, school, work, wedding, birthday, party, christmas, halloween, easter, winter,
  summer`);

/** Who it is for. */
export const people = words(`
  men women boys girls kids children toddlers babies teens adults seniors students teachers beginners
  professionals couples mom dad him her dogs cats pets`);

/** What else is said of it. */
export const features =
  phrases(`easy to clean, easy to install, no assembly required, machine washable,
  dishwasher safe, with lid, with handle, with wheels, with drawers, with storage, with shelves,
  with cushion, with remote control, with zipper, with pockets, with hood, with strap, with stand,
  with case, with charger, with led light, with bluetooth, with usb port, with timer, non stick,
  anti slip, scratch resistant, water resistant, stain resistant, heat resistant, shock proof,
  high speed, high resolution, full hd, noise cancelling, low energy, long battery life, fast charging,
  low sugar, gluten free, fat free, caffeine free, cruelty free, fragrance free, for sensitive skin,
  hand painted, hand crafted, made in usa, made in italy, limited edition, gift set, travel size,
  full size, queen size, king size, plus size, one size, left handed, heavy duty, space saving,
  pack of 2, pack of 3, pack of 12, set of 2, set of 4, set of 6, 3 piece, 5 piece`);

export const units = words(
  "inch inches cm mm ft feet oz ml l g kg lb lbs w v gb tb mah pack pcs count",
);

/** Out of these come brands that do not exist. */
export const syllables = words(`
  al an ar ba be bel ca co da del do el en fa fi ga gra ha in jo ka kel la li lo lux ma mar mi mo na ne
  no nor o pa pe pri qua ra ri ro sa sol sta ta tek ti tor u va ver vi wa xo ya zen`);
