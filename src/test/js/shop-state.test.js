import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/console?lang=en');
await import(`${WEBROOT}console/words.js`);
const {words} = await import(`${WEBROOT}shared/words.js`);
const {OUTCOMES, countsOf, isLate, isMissingSecret, obstacle, skewWord, stateOf} = await import(
  `${WEBROOT}console/shop-state.js`
);
const {kindName, optionName, stepsOf, takesShop, topicsOf} = await import(`${WEBROOT}console/shop-kinds.js`);
const {changedShop, unknownSecret} = await import(`${WEBROOT}console/shop-draft.js`);
const {ago} = await import(`${WEBROOT}console/time.js`);

const KINDS = ['standard', 'shopify', 'woocommerce', 'stripe', 'youzan', 'doudian'];

test('how a shop is doing is one word, of which the most urgent counts', () => {
  assert.equal(stateOf({status: {}}), 'awaited');
  assert.equal(stateOf({}), 'awaited');
  assert.equal(stateOf({status: {lastAt: 1}}), 'receiving');
  assert.equal(stateOf({status: {lastAt: 1, silent: true}}), 'silent');
  assert.equal(stateOf({status: {lastAt: 1, silent: true, failing: true}}), 'failing');
  assert.equal(stateOf({paused: true, status: {failing: true}}), 'paused');
});

test('counts are those that there were, and a wrong secret is told from a shop that works', () => {
  const shop = (deliveries) => ({status: {deliveries}});
  assert.deepEqual(countsOf(shop({ignored: 2, recorded: 5, parked: 0})), [
    ['recorded', 5],
    ['ignored', 2],
  ]);
  assert.deepEqual(countsOf({}), []);
  assert.ok(isMissingSecret(shop({bad_signature: 3})));
  assert.ok(!isMissingSecret(shop({bad_signature: 3, duplicate: 1})));
  assert.ok(!isMissingSecret(shop({})));
});

test('clocks that are half a minute apart are worth a word', () => {
  assert.equal(skewWord({status: {skewMs: 30_000}}), '');
  assert.match(skewWord({status: {skewMs: 31_400}}), /31 s ahead/);
  assert.match(skewWord({status: {skewMs: -95_000}}), /95 s behind/);
});

test('a message that has waited for ten minutes is late', () => {
  assert.ok(!isLate(0, 600_000));
  assert.ok(isLate(0, 600_001));
});

test('an address that no shop on the internet reaches is told', () => {
  const of = (url) => obstacle(new URL(url));
  for (const host of [
    'localhost:8080',
    '127.0.0.1',
    '192.168.1.7:8080',
    '10.0.0.16',
    '172.20.1.1',
    'tally.local',
    'pc',
  ])
    assert.equal(of(`https://${host}/hooks/x`), 'private', host);
  assert.equal(of('https://[::1]/hooks/x'), 'private');
  assert.equal(of('http://tally.example.cn/hooks/x'), 'plain');
  assert.equal(of('https://172.32.0.1/hooks/x'), '');
  assert.equal(of('https://tally.example.cn/hooks/x'), '');
});

test('how long ago something was is said in its largest unit', () => {
  assert.equal(ago(0, 12_900), '12 sec. ago');
  assert.equal(ago(0, 61_000), '1 min. ago');
  assert.equal(ago(0, 3 * 3_600_000), '3 hr. ago');
  assert.equal(ago(0, 50 * 3_600_000), '2 days ago');
  assert.equal(ago(5_000, 0), '0 sec. ago');
});

test('each kind, outcome and state has its words in both languages; an unknown kind goes by its name', () => {
  for (const language of ['zh', 'en']) {
    for (const kind of KINDS)
      for (const key of ['kind', 'kindText', 'steps', 'secret'])
        assert.ok(words[language][`${key}-${kind}`], `${key}-${kind} ${language}`);
    for (const outcome of OUTCOMES) assert.ok(words[language][`outcome-${outcome}`], outcome);
    for (const state of ['receiving', 'awaited', 'silent', 'failing', 'paused'])
      assert.ok(words[language][`shop-${state}`], state);
  }
  assert.equal(kindName('shopline'), 'shopline');
  assert.equal(stepsOf('shopline').length, 2);
  assert.equal(optionName('stripe', 'colour'), 'colour');
  assert.ok(takesShop('shopify'));
  assert.ok(!takesShop('stripe'));
  assert.deepEqual(topicsOf({kind: 'shopline'}), []);
  assert.ok(topicsOf({kind: 'stripe'}).includes('checkout.session.completed'));
  assert.ok(topicsOf({kind: 'stripe', options: {event: 'payment_intent'}}).includes('payment_intent.succeeded'));
});

test('only what was changed of a shop is sent, null for what was emptied', () => {
  const shop = {
    id: 'x',
    title: 'Shop',
    channel: 'web',
    money: 'goods',
    options: {unit: 'fen', sku: 'a'},
    paused: false,
  };
  const same = {title: 'Shop', channel: 'web', money: 'goods', options: {sku: 'a', unit: 'fen'}, test: false};
  assert.deepEqual(changedShop(shop, same), {});
  const {channel: _, ...emptied} = same;
  assert.deepEqual(changedShop(shop, {...emptied, money: 'total'}), {channel: null, money: 'total'});
  assert.deepEqual(changedShop(shop, {...same, options: {unit: 'yuan'}}), {options: {unit: 'yuan'}});
  assert.deepEqual(
    changedShop({...shop, title: '', options: {sku: ''}}, {channel: 'web', money: 'goods', test: false}),
    {},
  );
  assert.deepEqual(changedShop(shop, {...same, options: undefined, test: true}), {options: {}, test: true});
});

test('a secret that nobody knows is another one each time', () => {
  assert.match(unknownSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.notEqual(unknownSecret(), unknownSecret());
});
