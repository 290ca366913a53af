/**
 * What paid orders are broken down by, in the order in which screens show it; the server's list is
 * `domain.tally.Dimension`. The board, the panel behind its rows, the console and the viewers' order form go through
 * this list, so a new dimension of the server is a new entry here.
 */

/**
 * @typedef {object} DimensionWords
 * @property {string} title of a ranking
 * @property {string} definition what the ranking shows
 * @property {string} field what one name of it is called, on forms and filters
 * @property {string} [hint] what to write into the field
 *
 * @typedef {object} Dimension
 * @property {string} section of the board
 * @property {string} field of a message, and the filter of the ledger, that holds its names
 * @property {boolean} [ofBuyer] whether the field is one of `buyer`
 * @property {string} [autocomplete] what a browser may fill in
 * @property {{zh: DimensionWords, en: DimensionWords}} words
 */

/** @type {Dimension[]} */
export const DIMENSIONS = [
  {
    section: 'products',
    field: 'sku',
    words: {
      zh: {title: '商品', definition: '按成交额排列的商品', field: '编码'},
      en: {title: 'Products', definition: 'Products by GMV', field: 'SKU'},
    },
  },
  {
    section: 'groups',
    field: 'group',
    ofBuyer: true,
    autocomplete: 'organization',
    words: {
      zh: {title: '团体', definition: '按买家所属团体的成交额排列', field: '团体', hint: '单位、社区或学校'},
      en: {title: 'Groups', definition: "Buyers' groups by GMV", field: 'Group', hint: 'Company, community or school'},
    },
  },
  {
    section: 'channels',
    field: 'channel',
    words: {
      zh: {title: '渠道', definition: '按订单来源的成交额排列', field: '渠道'},
      en: {title: 'Channels', definition: 'Where orders came from, by GMV', field: 'Channel'},
    },
  },
  {
    section: 'cities',
    field: 'city',
    ofBuyer: true,
    autocomplete: 'address-level2',
    words: {
      zh: {title: '城市', definition: '按买家所在城市的成交额排列', field: '城市'},
      en: {title: 'Cities', definition: "Buyers' cities by GMV", field: 'City'},
    },
  },
  {
    section: 'provinces',
    field: 'province',
    ofBuyer: true,
    autocomplete: 'address-level1',
    words: {
      zh: {title: '省份', definition: '按买家所在省份的成交额排列', field: '省份'},
      en: {title: 'Provinces', definition: "Buyers' provinces by GMV", field: 'Province'},
    },
  },
];

export const BUYER_DIMENSIONS = DIMENSIONS.filter(({ofBuyer}) => ofBuyer);

/** The filters of the ledger: those of the order first, then those of its buyer. */
export const FILTERS = [...DIMENSIONS.filter(({ofBuyer}) => !ofBuyer), ...BUYER_DIMENSIONS].map(({field}) => field);

/** The filter of the ledger that finds the orders of a section's row. */
export function filterOf(section, name) {
  const {field} = DIMENSIONS.find((dimension) => dimension.section === section);
  return {[field]: name};
}

/** What a message says of its buyer, apart from the id; what it does not say is left out. */
export function buyerNames(buyer = {}) {
  return BUYER_DIMENSIONS.map(({field}) => buyer[field]).filter(Boolean);
}

/** The words for `t` in a language, under the names of sections and fields. */
export function dimensionWords(language) {
  return Object.fromEntries(
    DIMENSIONS.flatMap(({section, field, words}) => [
      [section, words[language].title],
      [field, words[language].field],
    ]),
  );
}

/** The words for `define` in a language. */
export function dimensionDefinitions(language) {
  return Object.fromEntries(DIMENSIONS.map(({section, words}) => [section, words[language].definition]));
}
