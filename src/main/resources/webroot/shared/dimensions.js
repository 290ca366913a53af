/**
 * What paid orders are broken down by, in the order in which screens show it; the server's list is
 * `domain.tally.Dimension`. The board, the panel behind its rows, the console and the viewers' order form go through
 * this list, so a new dimension of the server is a new entry here.
 */

/**
 * @typedef {object} DimensionWords
 * @property {string} title of a ranking
 * @property {string} definition what the ranking shows
 * @property {string} [field] what one name of it is called, on forms and filters
 * @property {string} [hint] what to write into the field
 *
 * @typedef {object} Dimension
 * @property {string} section of the board
 * @property {string} [field] of a message, and the filter of the ledger, that holds its names; missing if none does
 * @property {boolean} [bars] whether the board ranks its names by GMV, as bars
 * @property {boolean} [ofBuyer] whether the field is one of `buyer`
 * @property {string} [autocomplete] what a browser may fill in
 * @property {{zh: DimensionWords, en: DimensionWords}} words
 */

/** @type {Dimension[]} */
export const DIMENSIONS = [
  {
    section: 'products',
    field: 'sku',
    bars: true,
    words: {
      zh: {title: '商品', definition: '按成交额排列的商品', field: '编码'},
      en: {title: 'Products', definition: 'Products by GMV', field: 'SKU'},
    },
  },
  {
    section: 'groups',
    field: 'group',
    bars: true,
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
    bars: true,
    words: {
      zh: {title: '渠道', definition: '按订单来源的成交额排列', field: '渠道'},
      en: {title: 'Channels', definition: 'Where orders came from, by GMV', field: 'Channel'},
    },
  },
  {
    section: 'cities',
    field: 'city',
    bars: true,
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
    bars: true,
    ofBuyer: true,
    autocomplete: 'address-level1',
    words: {
      zh: {title: '省份', definition: '按买家所在省份的成交额排列', field: '省份'},
      en: {title: 'Provinces', definition: "Buyers' provinces by GMV", field: 'Province'},
    },
  },
  {
    section: 'series',
    field: 'series',
    bars: true,
    words: {
      zh: {title: '系列', definition: '按商品系列的成交额排列', field: '系列'},
      en: {title: 'Series', definition: 'Series of products by GMV', field: 'Series'},
    },
  },
  {
    section: 'categories',
    field: 'category',
    bars: true,
    words: {
      zh: {title: '品类', definition: '按商品品类的成交额排列', field: '品类'},
      en: {title: 'Categories', definition: 'Categories of products by GMV', field: 'Category'},
    },
  },
  {
    section: 'hosts',
    field: 'host',
    bars: true,
    words: {
      zh: {title: '主播', definition: '按下单时主播的成交额排列', field: '主播'},
      en: {title: 'Hosts', definition: 'Who presented when orders were placed, by GMV', field: 'Host'},
    },
  },
  {
    section: 'funds',
    words: {
      zh: {title: '基金', definition: '已售商品为各基金提取的金额，已扣除退货'},
      en: {title: 'Funds', definition: 'What the units sold gave to each fund, less that of returned units'},
    },
  },
  {
    section: 'explanations',
    words: {
      zh: {title: '讲解', definition: '每次讲解期间付款的订单'},
      en: {title: 'Explanations', definition: 'Orders paid while a product was presented'},
    },
  },
  {
    section: 'days',
    words: {
      zh: {title: '日期', definition: '按付款当日（直播时区）汇总的成交额'},
      en: {title: 'Days', definition: "GMV by the day of the payment, in the stream's time zone"},
    },
  },
];

/** The sections that the board shows as bars. */
export const BARS = DIMENSIONS.filter(({bars}) => bars).map(({section}) => section);

export const BUYER_DIMENSIONS = DIMENSIONS.filter(({ofBuyer}) => ofBuyer);

/** The filters of the ledger: those of the order first, then those of its buyer. */
export const FILTERS = [...DIMENSIONS.filter(({field, ofBuyer}) => field && !ofBuyer), ...BUYER_DIMENSIONS].map(
  ({field}) => field,
);

/** The filter of the ledger that finds the orders of a section's row; undefined if none does. */
export function filterOf(section, name) {
  const {field} = DIMENSIONS.find((dimension) => dimension.section === section);
  return field && {[field]: name};
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
      ...(field ? [[field, words[language].field]] : []),
    ]),
  );
}

/** The words for `define` in a language. */
export function dimensionDefinitions(language) {
  return Object.fromEntries(DIMENSIONS.map(({section, words}) => [section, words[language].definition]));
}
