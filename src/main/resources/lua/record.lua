-- Applies the plan for a batch of messages of one stream: all of it, or nothing.
--
-- Redis does not roll back, so everything that can refuse the batch is checked before the first write: that what the plan
-- rests on is still true, that the stream takes them, that what is sold is there, and that totals stay
-- exact. Sums are made in Java, as longs: no counter is ever computed in Lua, whose numbers are doubles.
--
-- KEYS  1 settings (hash)   2 totals (hash)    3 ids (hash)       4 ledger (stream)       5 buyers (set)
--       6 minutes (zset)    7 recent (list)    8 counts (hash)    9 trend (hash)         10 placed (hash)
--      11 newest (zset)    12 items (hash)    13 stock (zset)    14 numbers (hash)       15 freed (zset)
--      16 groupbuyers (set)                   17 basis (stream)  18 show (hash)          19 explained (hash)
--      20 holds (zset)     21 deals (hash)     22 dealbook (stream)  23 agreements (zset)
--      24 and up: the ranking of each dimension (zset)
-- ARGV  1 now, epoch ms     2 number of orders among the entries  3 sum of placed, minor units
--       4 JSON array of the messages, the ledger entry            5 the newest seq that the ledger must have; '' if none is known
--       6 number of minutes that a board shows                    7 number of recent orders that a board shows
--       8 maximum of a total, minor units                         9 the field of totals that placed is
--      10 the field of totals that a goal is about               11 the seq of the basis; '' if it has none
--      12 the stream's time zone                                 13 which tallies the stream has, see Basis; '' for the first ones
--      14 the field of counts that the buyers of a group are in, before its name
--      15 the earliest and 16 the latest time of the orders, epoch ms; '' if there are none, or if one has only that of receipt
--      17 maximum of names of a ranking
--       for each ranking, in the order of their KEYS: its name, and how many names it may get, or 0
--       sections, each with the number of its rows before them:
--       id of each entry, which must be new      the value in ids of each entry, after the seq
--       increments: where (totals, counts, trend, numbers, deals, stock, or the name of a ranking), field, amount
--       buyers: id                               buyers of groups: group, id
--       minutes: first ms of each minute whose trend changes
--       recent: position in the batch (0 for the first), JSON; oldest first
--       earlier orders that change: id           their expected value in ids     id, new value
--       become placed: id, JSON                  leave placed: id
--       items: order id, JSON; '' to remove it
--       stock: sku, units of which there must be as many             numbers: field, its expected value; '' for none
--       freed: names to add                      freed: names to remove
--       bounded: where (as of increments), field, minor units that are added, at most
--       deals: id of one that is made or cancelled; its position in the batch ('' if it is cancelled); the amount of an
--       agreement ('' for an intent); JSON
--       show, if the last entry is one: host, sku ('' for none), since, the explanation ('' for none, '+' for a new one), JSON of a
--       new one, the explanation that it ends ('' for none), its JSON, JSON of the message
-- Returns one of
--       {'recorded', prefix, first, late}   entry i (from 0) has seq prefix .. (first + i); late: 1 if the stream has ended, or 0
--       {'known'}                     nothing written: an id is not new, an earlier order differs from the plan, less is in stock,
--                                     or the stream does not take a message
--       {'basis'}                     nothing written: the plan was made on another basis
--       {'names'}                     nothing written: a ranking may get more names than it takes
--       {'full'}                      nothing written: placed, a fund or a figure of deals would pass its maximum
--       {'behind', exists, last}      nothing written: the newest seq is before the one that the node knows

-- include part_minutes
-- include part_sections
-- include part_seq
local call = redis.call
local settings_key, totals_key, ids_key, ledger_key, buyers_key = unpack(KEYS, 1, 5)
local minutes_key, recent_key, counts_key, trend_key, placed_key, newest_key = unpack(KEYS, 6, 11)
local items_key, stock_key, numbers_key, freed_key, group_buyers_key = unpack(KEYS, 12, 16)
local basis_key, show_key, explained_key, holds_key = unpack(KEYS, 17, 20)
local deals_key, deal_book_key, agreements_key = unpack(KEYS, 21, 23)
local FIRST_RANKING_KEY, FIRST_RANKING = 24, 18
local hashes = {
  totals = totals_key, counts = counts_key, trend = trend_key, numbers = numbers_key, deals = deals_key,
}
local rankings = {stock = stock_key}
local crowded = false
for i = FIRST_RANKING_KEY, #KEYS do
  local at = FIRST_RANKING + 2 * (i - FIRST_RANKING_KEY)
  rankings[ARGV[at]] = KEYS[i]
  if ARGV[at + 1] ~= '0' and call('ZCARD', KEYS[i]) + ARGV[at + 1] > tonumber(ARGV[FIRST_RANKING - 1]) then
    crowded = true
  end
end

local now, orders, placed, entry, required = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4], ARGV[5]
local max_minutes, max_recent, max_total = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local placed_total, goal_total, basis, timezone, generation, group_buyers_count = unpack(ARGV, 9, 14)
local earliest, latest = ARGV[15], ARGV[16]

next_section = FIRST_RANKING + 2 * (#KEYS - FIRST_RANKING_KEY + 1)
local ids, ids_end = section(1)
local states = section(1)
local increments, increments_end = section(3)
local buyers, buyers_end = section(1)
local group_buyers, group_buyers_end = section(2)
local minutes, minutes_end = section(1)
local recent, recent_end = section(2)
local changed, changed_end = section(1)
local expected = section(1)
local changes, changes_end = section(2)
local become_placed, become_placed_end = section(2)
local placed_no_more, placed_no_more_end = section(1)
local items, items_end = section(2)
local needed, needed_end = section(2)
local numbers, numbers_end = section(2)
local freed, freed_end = section(1)
local given, given_end = section(1)
local bounded, bounded_end = section(3)
local deals, deals_end = section(4)
local show, show_end = section(8)
local n, m = ids_end - ids + 1, changed_end - changed + 1
local shows = show_end > show

local settings = call('HMGET', settings_key, 'status', 'goal', 'goalReachedAt', 'timezone', 'openOrders', 'holdMinutes')
local totals = call('HMGET', totals_key, placed_total, 'last', 'basis', 'tallies')
local status = settings[1]

-- Whether the stream takes the messages. After its end it takes orders of its time, until its books are closed.
local function takes_them()
  if status == 'live' then
    return true
  end
  if status == 'scheduled' then
    return orders == 0
  end
  if status ~= 'ended' or shows then
    return false
  end
  if orders == 0 then
    return true
  end
  local of = call('HMGET', settings_key, 'startedAt', 'endedAt')
  return earliest ~= '' and of[1] and of[2]
    and tonumber(earliest) >= tonumber(of[1]) and tonumber(latest) <= tonumber(of[2])
end

-- First of all: after a ledger went back, no other check can be trusted.
if went_back(required, totals[2], status) then
  return {'behind', status and 1 or 0, totals[2] or ''}
end

-- Before the status: a recorded message stays a duplicate after the stream has ended.
local known = call('HMGET', ids_key, unpack(ARGV, ids, ids_end))
for i = 1, n do
  if known[i] then
    return {'known'}
  end
end
if m > 0 then
  local values = call('HMGET', ids_key, unpack(ARGV, changed, changed_end))
  for i = 1, m do
    if values[i] ~= ARGV[expected + i - 1] then
      return {'known'}
    end
  end
end
if not takes_them() then
  return {'known'}
end
if (totals[3] or '') ~= basis or (settings[4] or 'UTC') ~= timezone or (totals[4] or '') ~= generation then
  return {'basis'}
end
for i = numbers, numbers_end, 2 do
  if (call('HGET', numbers_key, ARGV[i]) or '') ~= ARGV[i + 1] then
    return {'known'}
  end
end
for i = needed, needed_end, 2 do
  if tonumber(call('ZSCORE', stock_key, ARGV[i]) or 0) < tonumber(ARGV[i + 1]) then
    return {'known'}
  end
end
if crowded then
  return {'names'}
end
if (tonumber(totals[1]) or 0) + placed > max_total then
  return {'full'}
end
for i = bounded, bounded_end, 3 do
  local ranking = rankings[ARGV[i]]
  local held = ranking and call('ZSCORE', ranking, ARGV[i + 1]) or not ranking and call('HGET', hashes[ARGV[i]], ARGV[i + 1])
  if tonumber(held or 0) + tonumber(ARGV[i + 2]) > max_total then
    return {'full'}
  end
end

local prefix, first = next_place(totals[2])
local last = prefix .. (first + n - 1)

call('XADD', ledger_key, last, 'messages', entry)
local values = {}
for i = 0, n - 1 do
  values[2 * i + 1] = ARGV[ids + i]
  values[2 * i + 2] = prefix .. (first + i) .. ' ' .. ARGV[states + i]
end
call('HSET', ids_key, unpack(values))
if m > 0 then
  call('HSET', ids_key, unpack(ARGV, changes, changes_end))
end
if become_placed_end > become_placed then
  call('HSET', placed_key, unpack(ARGV, become_placed, become_placed_end))
  -- Orders of the audience are unpaid for half an hour at most, unless the operator says otherwise.
  local hold = tonumber(settings[6] or (settings[5] == '1' and 30 or 0))
  if hold > 0 then
    local due = string.format('%.0f', tonumber(now) + hold * 60000)
    for i = become_placed, become_placed_end, 2 do
      call('ZADD', holds_key, due, ARGV[i])
    end
  end
end
if placed_no_more_end >= placed_no_more then
  call('HDEL', placed_key, unpack(ARGV, placed_no_more, placed_no_more_end))
  call('ZREM', holds_key, unpack(ARGV, placed_no_more, placed_no_more_end))
end
call('HSET', totals_key, 'last', last)
for i = increments, increments_end, 3 do
  local ranking = rankings[ARGV[i]]
  if ranking then
    call('ZINCRBY', ranking, ARGV[i + 2], ARGV[i + 1])
  else
    call('HINCRBY', hashes[ARGV[i]], ARGV[i + 1], ARGV[i + 2])
  end
end
if buyers_end >= buyers then
  call('SADD', buyers_key, unpack(ARGV, buyers, buyers_end))
end
for i = group_buyers, group_buyers_end, 2 do
  if call('SADD', group_buyers_key, ARGV[i] .. '\t' .. ARGV[i + 1]) == 1 then
    call('HINCRBY', counts_key, group_buyers_count .. ARGV[i], 1)
  end
end
for i = items, items_end, 2 do
  if ARGV[i + 1] == '' then
    call('HDEL', items_key, ARGV[i])
  else
    call('HSET', items_key, ARGV[i], ARGV[i + 1])
  end
end
for i = freed, freed_end do
  call('ZADD', freed_key, 0, ARGV[i])
end
for i = given, given_end do
  call('ZREM', freed_key, ARGV[i])
end
local version = call('HINCRBY', totals_key, 'version', 1)
enter_minutes(minutes_key, newest_key, max_minutes, version, ARGV, minutes, minutes_end)
for i = recent, recent_end, 2 do
  call('LPUSH', recent_key, prefix .. (first + tonumber(ARGV[i])) .. ' ' .. ARGV[i + 1])
end
if recent_end > recent then
  call('LTRIM', recent_key, 0, max_recent - 1)
end
for i = deals, deals_end, 4 do
  local deal, position, signed, message = unpack(ARGV, i, i + 3)
  if position == '' then
    call('ZREM', agreements_key, deal)
  else
    local fields = {'deal', message}
    if signed ~= '' then
      local highest = call('ZREVRANGE', agreements_key, 0, 0, 'WITHSCORES')[2]
      if not highest or tonumber(signed) > tonumber(highest) then
        fields = {'deal', message, 'highest', '1'}
      end
      call('ZADD', agreements_key, signed, deal)
    end
    call('XADD', deal_book_key, prefix .. (first + tonumber(position)), unpack(fields))
  end
end
if shows then
  local host, sku, since, explanation, opened, ended, ended_json, message = unpack(ARGV, show, show_end)
  call('XADD', basis_key, last, 'show', message)
  call('HSET', totals_key, 'basis', last)
  if opened ~= '' then
    explanation = last
    call('HSET', explained_key, last, opened)
    if generation ~= '' then
      call('ZADD', rankings.explanations, 'NX', 0, last)
    end
  end
  if ended ~= '' then
    call('HSET', explained_key, ended, ended_json)
  end
  call('DEL', show_key)
  call('HSET', show_key, 'since', since)
  for name, value in pairs({host = host, sku = sku, explanation = explanation}) do
    if value ~= '' then
      call('HSET', show_key, name, value)
    end
  end
end
if settings[2] and not settings[3] then
  if tonumber(call('HGET', totals_key, goal_total) or 0) >= tonumber(settings[2]) then
    call('HSET', settings_key, 'goalReachedAt', now)
  end
end
return {'recorded', prefix, first, status == 'ended' and 1 or 0}
