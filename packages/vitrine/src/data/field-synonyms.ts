/**
 * @file The names that exports give to the columns of each field, the surest first.
 *
 * Gathered from the exports of Shopify, WooCommerce, Magento, PrestaShop, BigCommerce, Amazon
 * flat files and listings, Google and Meta product feeds, Icecat and common data sets. Names are
 * compared in lower case without anything but letters and digits.
 */
import type { MappedField } from "./mapping-schema.js";

/** Synonyms by field. A name may serve two fields; the field listed first takes the column. */
export const fieldSynonyms: Readonly<Record<MappedField, readonly string[]>> = {
  id: words(
    "id productid uniqid uniqueid itemid offerid articleid handle sku productsku itemsku sellersku variantsku asin parentasin asin1 listingid articlenumber artikelnummer artnr itemnumber productnumber productcode itemcode itemno productno partnumber reference urlkey slug code gtin ean upc isbn barcode",
  ),
  parentId: words(
    "parentid parent parentproductid parentsku parentasin itemgroupid groupid productgroupid variantof variantgroupid mastersku masterid configurablesku",
  ),
  title: words(
    "title producttitle name productname itemname offername displayname productdisplayname itemtitle producttitlename heading headline titel titre nom bezeichnung artikelbezeichnung produktname nombre titulo nome",
  ),
  description: words(
    "description productdescription itemdescription bodyhtml body descriptionhtml htmldescription longdescription fulldescription descriptionlong detaileddescription content overview about aboutproduct shortdescription descriptionshort summary details text beschreibung artikelbeschreibung descripcion descrizione",
  ),
  brand: words(
    "brand brandname productbrand brands vendor vendorname make maker marke marque marca label designer house manufacturer manufacturername hersteller producer",
  ),
  category: words(
    "categorypath categories category productcategory productcategories categoryname categorytree breadcrumbs breadcrumb breadcrumbpath producttype producttypes googleproductcategory standardizedproducttype taxonomy primarycategory maincategory maincat categoryhierarchy tagcategory customproducttype type itemtype itemcategory department aisle collection kategorie kategorien warengruppe rubrique",
  ),
  price: words(
    "price currentprice sellingprice finalprice variantprice regularprice standardprice unitprice productprice itemprice priceamount pricevalue priceusd priceeur saleprice discountedprice discountprice actualprice listprice retailprice originalprice baseprice msrp amount cost preis verkaufspreis prix precio prezzo",
  ),
  currency: words(
    "currency currencycode pricecurrency currencyid pricecurrencycode variantcurrency waehrung wahrung devise moneda",
  ),
  availability: words(
    "availability availabilitystatus instock isinstock stockstatus stockavailability available isavailable stock variantinventoryqty inventoryquantity inventoryqty quantity qty stockquantity stocklevel inventory verfugbarkeit lagerbestand",
  ),
  images: words(
    "images imageurls imageurl image imagelink imagelinks imagesrc imageurlhighres mainimage mainimageurl mainimagelink primaryimage primaryimageurl featuredimage featuredimageurl productimage productimages productimageurl variantimage imagepath imagefile picture pictures pictureurl photo photos photourl img imgurl imgs thumbnail thumbnailurl smallimage media mediaurl bild bilder",
  ),
  updatedAt: words(
    "updatedat updated updatedate updatetime updatedtime dateupdated lastupdated lastupdate lastmodified lastmodifieddate datemodified modified modifiedat modifieddate modificationdate timestamp",
  ),
};

/** Columns with further pictures of the same product. */
export const moreImages =
  /^(?:additionalimagelinks?|additionalimages?|otherimage(?:url)?s?|alternateimages?|(?:image|imageurl|imagelink|picture|photo|img)\d+(?:url|link|src)?|imageurlhighres)$/;

/** Columns with the next level of a category below the first. */
export const lowerCategory =
  /^(?:sub-?categor(?:y|ies|yname)|subsubcategory|(?:category|categoryname|level|cat|categorylevel)[1-9]|categorylvl[1-9])$/;

/** A column's name as it is compared. */
export function comparableName(column: string): string {
  return column
    .normalize("NFKD")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function words(list: string): readonly string[] {
  return list.split(" ");
}
