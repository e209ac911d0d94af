export const setup = {
  title: 'Welcome',
  lead: 'Three steps, two of them optional.',
  steps: 'Steps',
  place: 'Where records go',
  placeHint: 'Shipping, taxes and currency follow from it.',
  connect: 'Your collection',
  connectHint:
    'Connect Discogs to bring your collection and want list. It can be done later in the settings.',
  connectSample:
    'This installation runs on sample marketplaces: made-up records, real mechanics. Connecting leads to a sample consent page.',
  search: 'Your first search',
  searchHint: 'What are you after? The first deals are here in under a minute.',
  next: 'Go on',
  skip: 'Later',
  done: 'To Today',
}

export const imports = {
  title: 'Paste links',
  lead: 'Links or numbers of single listings, from Discogs or eBay, one a line.',
  label: 'Links or numbers',
  example: 'https://www.ebay.com/itm/…',
  submit: 'Read them',
  needed: 'Paste at least one link.',
  tooLong: 'At most 50,000 characters at a time.',
  reading: 'Being read…',
  finished: 'All read.',
  line: 'Line',
  outcome: 'Outcome',
  queued: 'being read',
  read: 'read',
  wrong: 'not usable',
  open: 'See the listings',
  another: 'Paste more',
  failed: 'What became of the links could not be loaded',
}
