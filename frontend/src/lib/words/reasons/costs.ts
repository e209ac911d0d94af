import type { Catalogue } from '@/lib/words/params'

/** How a part of the price at the door is known. */
export const costs: Catalogue = {
  quoted_shipping: 'quoted by the marketplace for your address',
  seller_policy: 'by the seller’s shipping policy',
  your_correction: 'by your own figures for this seller',
  usual_shipping: (p) => `usual price for about ${p.number('grams')} g, as of ${p.day('dated')}`,
  may_combine: 'several records may be sent together for less; ask the seller',
  shipping_unknown: 'the seller does not say what shipping to you costs',
  import_vat: (p) => `${p.percent('percent', 1)} import VAT in ${p.country()}`,
  duty: (p) =>
    Number(p.text('percent')) > 0 ? `${p.percent('percent', 1)} customs duty` : 'flat customs duty',
  carrier_handling: 'the carrier’s usual fee for clearing the parcel',
  same_tax_area: 'none: seller and you are in one tax area',
  tax_included: 'included in the price',
  import_charges_quoted: 'quoted by the marketplace',
  in_import_charges: 'part of the quoted import charges',
  taxes_unknown: (p) => `the taxes of ${p.country()} are not known here`,
  origin_unknown: 'it is not known where it ships from',
  no_price: 'there is no price yet',
  no_rate: (p) => `no exchange rate for ${p.text('currency')}`,
  absurd_price: (p) => `${p.money()} is not a price anyone means`,
}
