/**
 * @file Words of shoppers that sellers of this shop do not use, by product type.
 *
 * The words of one type are a group, and a group is in one half only. Whether the catalogue
 * has a word after all is found out when queries are made, since it depends on the shop.
 */
export const synonyms: Readonly<Record<string, readonly string[]>> = listed(`
desk: escritoire, workstation, bureau, computer workstation
diningTable: banquet table, refectory table, supper table, trestle table
coffeeTable: occasional table, tea table for lounge, centre table
nightstand: bedstand, night cupboard, bed cupboard
dresser: chiffonier, highboy, clothes chest of drawers
bookcase: bookrack, bookstand, whatnot, library shelving
tvStand: telly cabinet, television bench, hifi furniture, telly unit
bed: bunk, slatted bed, sleeping furniture, divan base
wardrobe: clothespress, garderobe, garment cupboard, chifforobe
sofa: davenport, chesterfield, loveseat, divan
armchair: fauteuil, bergere, club chair, easy chair
diningChair: dinette chair, dinner chair, supper chair
officeChair: computer chair, typist chair, executive chair, gaming chair
stool: taboret, tabouret, breakfast bar seat
bench: pew, settle, banquette, hallway seat
tableLamp: nightlight, bedside luminaire, bedroom luminaire
floorLamp: torchiere, uplighter, upright luminaire
pendant: suspension lamp, droplight, electrolier, overhead luminaire
deskLamp: anglepoise, gooseneck lamp, study luminaire
wallLamp: bracket luminaire, applique lamp, sconces luminaire
stringLights: light garland, christmas lights, illuminations, bulb garland
vase: urn, amphora, posy holder, flower jug
cushion: bolster, toss pillow, hassock
blanket: coverlet, bedspread, afghan, counterpane
rug: dhurrie, floorcloth, floor covering, matting
mirror: pier glass, cheval glass, dressing glass, reflector
wallClock: timepiece, chronometer, timekeeper, horologe
candle: taper, tealight, votive, bougie
frame: photograph holder, passepartout, picture surround
mug: beaker, tankard, stein, demitasse
plate: platter, trencher, crockery, saucer
bowl: basin, porringer, ramekin, tureen
fryingPan: frypan, griddle, wok, sauteuse
pot: stewpot, cauldron, cocotte, marmite
kettle: samovar, hot water jug, tea urn
teapot: tea brewer, infusion pot, chai pot
knife: cleaver, santoku, slicer
cuttingBoard: butcher block, breadboard, charcuterie board
drinkingGlass: highball, snifter, chalice, rummer
storageJar: tupperware, caddy, larder container, crock
coffeeBag: arabica, robusta, joe
teaTin: chai, tisane, infusion, brew
towel: dishcloth, dishrag, drying rag
waterBottle: canteen, hydration flask, gourd, sports drink holder
tShirt: singlet, undershirt, tanktop
shirt: chemise, guayabera, tunic, collared top
sweater: guernsey, gansey, woolly, knitwear
hoodie: hoody, tracksuit top, sweat top
dress: gown, smock, pinafore, robe
skirt: kilt, sarong, dirndl, petticoat
trousers: breeches, pantaloons, khakis, legwear
jeans: dungarees, jeggings, levis
jacket: anorak, windbreaker, blouson, raincoat
beanie: tuque, skullcap, bonnet, toque
scarf: stole, pashmina, neckerchief, snood
socks: hosiery, stockings, footsies, anklets
sneaker: plimsolls, tennis shoes, joggers, runners
boot: bootees, brogans, clodhoppers, trekking shoes
rainBoot: galoshes, gummies, muckboots
sandal: huaraches, thongs, flip flops, jandals
loafer: topsiders, boat shoes, brogues
slipper: scuffs, babouches, pantofles
heel: slingbacks, court stilettos, evening shoes
backpack: haversack, bookbag, packsack, kitbag
tote: carryall, grocery sack, carrier sack
crossbody: clutch, reticule, messenger pouch
suitcase: valise, portmanteau, baggage, luggage
duffel: gladstone, overnight grip, sports sack
wallet: pocketbook, notecase, money clip
tent: marquee, bivouac, yurt, wigwam
sleepingBag: bedroll, slumber sack, swag
campChair: deckchair, foldaway chair, lawn chair
cooler: esky, icebox, chilly bin
lantern: hurricane lamp, flashlight, torch
hammock: swinging bed, hanging cot, net bed
plantPot: jardiniere, flower tub, window box
housePlant: greenery, foliage, shrub
seeds: seedlings, sowing kit, grains
wateringCan: sprinkler, watering jug, plant sprinkler
birdhouse: aviary, bird hotel, nestbox
handTool: dibber, shears, hoe, gardening implement
softToy: plushie, stuffie, snuggle animal
train: locomotive, choo choo, railroad
blocks: construction kit, wooden cubes, toy cubes
ball: football, bouncer, playground sphere
stackingRings: toddler toy, nesting pyramid, ring pyramid
toyCar: automobile, model racer, diecast
kite: stunt flyer, parafoil, wind toy
puzzle: brainteaser, tangram, family game
dollhouse: dolly mansion, miniature mansion, doll villa
headphones: earphone cans, stereo earpads, earmuff phones
earbuds: earpieces, airpods, in ear monitors
speaker: boombox, loudspeaker, soundbar, jukebox
keyboard: keypad, typing board, typewriter for computer
mouse: trackball, clicker, pointing device
phoneCase: smartphone bumper, cellphone skin, mobile shell
powerBank: juice pack, external accumulator, mobile accumulator
cable: phone cord, charging wire, patch cord
charger: induction plate, power mat, charging station
laptopSleeve: chromebook pouch, macbook slipcase, computer pouch
shampoo: hair soap, hair detergent, hair cleanser
bodyLotion: emollient, skin butter, skin moisturizer
faceCream: complexion balm, visage cream, wrinkle cream
lipstick: rouge, lippy, lip stain
soap: savon, lather bar, cleansing cake
perfume: fragrance, aftershave, attar
handCream: hand ointment, hand unguent, manicure cream
sunscreen: suntan oil, uv protector, sunblocker
toothpaste: dentifrice, tooth powder, oral paste
toothbrush: teeth scrubber, tooth cleaner, oral brush
nailPolish: nail enamel, manicure paint, nail paint
notebook: jotter, scratchpad, copybook, exercise book
planner: datebook, scheduler, calendar book
pen: biro, rollerball, ballpoint, quill
pencils: crayons, graphite sticks, sketching sticks
stickyNotes: post its, memo slips, page markers
tape: sellotape, adhesive ribbon, scrapbooking ribbon
deskOrganiser: stationery caddy, pencil cup, pencil butler
ink: writing fluid, calligraphy fluid, inkwell refill
giftWrap: present paper, giftwrapping, parcel paper
`);

function listed(text: string): Record<string, readonly string[]> {
  const lines = text.trim().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [key, words] = line.split(": ");
      return [key!, words!.split(", ")];
    }),
  );
}
