import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WEBROOT, visit} from './browser.js';

visit('/board/naqu?view=groups');
const {FullHouses, everybody, race, rankOf, standings, tops} = await import(`${WEBROOT}groups/standings.js`);

const share = (gmv, orders, buyers, headCount) => ({gmv, orders, buyers, ...(headCount && {headCount})});
const FIGURES = {
  district: {...share(0, 0, 0), total: share(300, 3, 3, 20)},
  renai: {...share(200, 2, 2, 3), parent: 'district', total: share(200, 2, 2, 3)},
  xincheng: {...share(100, 1, 1, 17), parent: 'district', total: share(100, 1, 1, 17)},
  fans: {...share(50, 9, 4), total: share(50, 9, 4)},
};
const names = (groups) => groups.map(({name}) => name);

test('what the board says since counts for the groups above, too', () => {
  const all = standings(FIGURES, {renai: share(260, 3, 3, 3), fans: share(40, 8, 4)});
  assert.equal(all.get('renai').gmv, 260);
  assert.equal(all.get('renai').participation, 1);
  assert.deepEqual(all.get('renai').parents, ['district']);
  assert.equal(all.get('district').gmv, 0);
  assert.equal(all.get('district').total.gmv, 360);
  assert.equal(all.get('district').total.participation, 0.2);
  assert.equal(all.get('fans').orders, 9, 'older than the figures');
  assert.equal(FIGURES.district.total.gmv, 300, 'the figures stay as they were said');
});

test('before the first figures the board stands alone', () => {
  const all = standings({}, {renai: {...share(260, 3, 2, 3), parent: 'district'}});
  assert.deepEqual(names(race(all, 'gmv')), ['renai']);
  assert.deepEqual(all.get('renai').total.gmv, 260);
  assert.equal(all.get('renai').participation, 0.6666);
});

test('groups race by what the address asks for, and parents apart from them', () => {
  const all = standings(FIGURES, {});
  assert.deepEqual(names(race(all, 'gmv')), ['renai', 'xincheng', 'fans']);
  assert.deepEqual(names(race(all, 'orders')), ['fans', 'renai', 'xincheng']);
  assert.deepEqual(names(race(all, 'buyers')), ['fans', 'renai', 'xincheng']);
  assert.deepEqual(names(tops(all, 'gmv')), ['district']);
  assert.equal(rankOf('?rank=buyers'), 'buyers');
  assert.equal(rankOf('?rank=luck'), 'gmv');
});

test('all together are those at the top; who is in a group of unknown size has no share', () => {
  assert.deepEqual(everybody(standings(FIGURES, {})), {
    gmv: 350,
    orders: 12,
    buyers: 7,
    headCount: 20,
    groups: 4,
    ofKnown: 3,
  });
});

test('a group that becomes full is told of once, and not if it was full before', () => {
  const full = new FullHouses();
  assert.deepEqual(full.see(standings(FIGURES, {})), []);
  assert.deepEqual(names(full.see(standings(FIGURES, {renai: share(260, 3, 3, 3)}))), ['renai']);
  assert.deepEqual(full.see(standings(FIGURES, {renai: share(280, 4, 4, 3)})), []);
});
