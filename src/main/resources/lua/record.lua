-- Applies the plan for a batch of messages of one stream: all of it, or nothing.
--
-- Redis does not roll back, so everything that can refuse the batch is checked before the first write: that what the plan
-- rests on is still true, that the stream takes them, that what is sold is there, and that totals stay
-- exact. Sums of a batch are made in Java, as longs; how they are added to what Redis holds: see hash_sums.
--
-- What makes it fast, since no script may be slow: the plan comes as one packed value, not as thousands of arguments; each
-- tally is read with the others of its key, and written with them; sections that few batches have are nil.
--
-- KEYS  1 settings (hash). All other keys are this one with another name after the stream's hash tag, so they are in its slot,
--       and in the same pattern of an ACL. A call with all 35 of them took Redis 10 us longer. While the slot of a Cluster moves,
--       it does not run at all: see ScriptCall.whole.
-- ARGV  1 JSON array of the messages, the ledger entry, packed or not; see part_entry
--       2 the plan, in MessagePack, an array in the order in which it is taken apart below. Where not said otherwise, a part of it
--         is an array; a row of two stands as two elements of it.
--       now: epoch ms                             required: the newest seq that the ledger must have; '' if none is known
--       orders: number of them among the entries  earliest, latest: their times, epoch ms; '' if there are none, or if one has only that
--                                                 of receipt
--       basis: its seq; '' if it has none         generation: which tallies the stream has, see Basis; '' for the first ones
--       max_minutes, max_recent: what a board shows   max_exact: of a total, minor units: 2^53 - 1    max_names: of a ranking
--       placed_total, goal_total: the fields of totals that placed is, and that a goal is about
--       group_buyers_count: the field of counts that the buyers of a group are in, before its name
--       ids: of each entry, which must be new     states: its position in the batch, and its value in ids after the seq
--       totals: fields       totals_added: by how much each moves
--       hashes: an array for each: name of the key, fields, by how much each moves, whether they are bounded by max_exact
--       rankings: the same of sorted sets; before the name of the key stands for how many more names than these there must be room,
--                 nil if that is not to be checked
--       each of the others is nil if there is nothing in it:
--       buyers: ids of those without a group      group_buyers: (group, how many of the names are its), names in groupbuyers
--       minutes: first ms of each minute whose trend changes
--       recent: position in the batch (0 for the first), JSON; oldest first
--       unpaid: orders that become placed: id, JSON
--       earlier: ids, their expected values in ids, (id, new value), ids that are placed no more
--       goods: (order id, items as JSON, '' to remove it), (sku, units of which there must be as many),
--              (field of numbers, its expected value, '' for none), names to add to freed, names to remove from it
--       deals: id of one that is made or cancelled; its position in the batch ('' if it is cancelled); the amount of an
--              agreement ('' for an intent); JSON
--       show: if the last entry is one: host, sku ('' for none), since, the explanation ('' for none, '+' for a new one), JSON of a
--             new one, the explanation that it ends ('' for none), its JSON, JSON of the message
--       3 if there is one: the place before the entry is told, and the names in groupbuyers that are new
-- Returns one of
--       {'recorded', prefix, first, late, before, new}   entry i (from 0) has seq prefix .. (first + i); late: 1 if the stream has
--                                     ended, or 0. If asked for, before: the newest seq until then; new: names that groupbuyers did
--                                     not have
--       {'known'}                     nothing written: an id is not new, an earlier order differs from the plan, less is in stock,
--                                     or the stream does not take a message
--       {'basis'}                     nothing written: the plan was made on another basis
--       {'names'}                     nothing written: a ranking may get more names than it takes
--       {'full'}                      nothing written: placed, a fund or a figure of deals would pass its maximum
--       {'behind', exists, last}      nothing written: the newest seq is before the one that the node knows, or another node
--                                     has noted a loss

-- include part_entry
-- include part_minutes
-- include part_seq
local call = redis.call
local settings_key, entry = KEYS[1], ARGV[1]
local stream = string.sub(settings_key, 1, -7) -- without 'stream', the name of that key
local ids_key, totals_key = stream .. 'ids', stream .. 'totals'

local plan = cmsgpack.unpack(ARGV[2])
local now, required, orders, earliest, latest, basis, timezone, generation = unpack(plan, 1, 8)
local max_minutes, max_recent, max_exact, max_names, placed_total, goal_total, group_buyers_count = unpack(plan, 9, 15)
local ids, states, totals, totals_added, hashes, rankings = unpack(plan, 16, 21)
local buyers, group_buyers, minutes, recent = unpack(plan, 22, 25)
local unpaid, earlier, goods, deals, show = unpack(plan, 26, 30)
local n = #ids

local settings = call('HMGET', settings_key, 'status', 'timezone', 'goal', 'goalReachedAt')
local TOTALS_BEFORE = 5
local stored = call('HMGET', totals_key, 'last', 'basis', 'tallies', 'version', 'lost', unpack(totals))
local status, newest = settings[1], stored[1]

-- Whether the stream takes the messages. After its end it takes orders of its time, until its books are closed.
local function takes_them()
  if status == 'live' then
    return true
  end
  if status == 'scheduled' then
    return orders == 0
  end
  if status ~= 'ended' or show then
    return false
  end
  if orders == 0 then
    return true
  end
  local of = call('HMGET', settings_key, 'startedAt', 'endedAt')
  return earliest ~= '' and of[1] and of[2] and earliest >= tonumber(of[1]) and latest <= tonumber(of[2])
end

-- Whether earlier orders are as the plan found them.
local function are_as_found()
  local values = call('HMGET', ids_key, unpack(earlier[1]))
  for i, expected in ipairs(earlier[2]) do
    if values[i] ~= expected then
      return false
    end
  end
  return true
end

-- Whether numbers are as the plan found them, and enough is in stock.
local function are_there()
  local needed, numbers = goods[2], goods[3]
  for i = 1, #numbers, 2 do
    if (call('HGET', stream .. 'numbers', numbers[i]) or '') ~= numbers[i + 1] then
      return false
    end
  end
  for i = 1, #needed, 2 do
    if tonumber(call('ZSCORE', stream .. 'stock', needed[i]) or 0) < needed[i + 1] then
      return false
    end
  end
  return true
end

-- First of all: after a ledger went back, no other check can be trusted.
if stored[5] or went_back(required, newest, status) then
  return {'behind', status and 1 or 0, newest or ''}
end

-- Before the status: a recorded message stays a duplicate after the stream has ended.
local known = call('HMGET', ids_key, unpack(ids))
for i = 1, n do
  if known[i] then
    return {'known'}
  end
end
if earlier and not are_as_found() or not takes_them() then
  return {'known'}
end
if (stored[2] or '') ~= basis or (settings[2] or 'UTC') ~= timezone or (stored[3] or '') ~= generation then
  return {'basis'}
end
if goods and not are_there() then
  return {'known'}
end

-- A number as Redis is to write it. Its own 17 digits of a double take it twice as long, but hold each integer within 2^53, and
-- the fraction of a score that somebody else wrote.
local function digits(number)
  return number < 2147483648 and number > -2147483648 and number % 1 == 0 and string.format('%d', number) or number
end

-- An integer's text as two numbers, of which the second is its last nine digits: so both are exact. Nil if HINCRBY refuses it.
local function halves(text)
  if text == '0' then
    return 0, 0
  end
  local sign, number = string.match(text, '^(-?)([1-9]%d*)$')
  if not sign then
    return nil
  end
  local high, low = tonumber(string.sub(number, 1, -10)) or 0, tonumber(string.sub(number, -9))
  if sign == '-' then
    return -high, -low
  end
  return high, low
end

-- Whether HINCRBY takes both integers and their sum, which have 64 bits then.
local function fits(old, added)
  local high, low = halves(old)
  local more, rest = halves(added)
  if not high or not more then
    return false
  end
  low = low + rest
  local carried = math.floor(low / 1000000000)
  high, low = high + more + carried, low - carried * 1000000000
  return (high < 9223372036 or high == 9223372036 and low <= 854775807)
    and (high > -9223372037 or high == -9223372037 and low >= 145224192)
end

-- Refuses the batch while nothing is written, if HINCRBY would refuse a field after a part of it is.
local function check_added(field, old, added)
  added = type(added) == 'number' and string.format('%.0f', added) or added
  if not fits(old, '0') or not fits(old, added) then
    error('the tally ' .. field .. ' holds ' .. old .. ', to which ' .. added .. ' cannot be added', 0)
  end
end

-- The arguments of an HSET that adds to fields of a hash, and the fields and amounts that HINCRBY must add.
--
-- Exact: Redis' integers have 64 bits, Lua's numbers 53. So a sum is made here only if what is stored, what is added and the sum
-- are integers within 2^53: then all three are exact, since a sum beyond that is rounded to 2^53 at least. The plan has amounts
-- beyond it as text.
--   held: what is stored, from held[skip + 1] on     bounded: the field whose sum may not exceed max_exact, or true for all of them
-- Returns nil if a sum exceeds its bound; an error if what is stored is no integer, or the sum has more than 64 bits.
local function hash_sums(fields, added, held, skip, bounded)
  local sums, others, last = {}, nil, 0
  for i = 1, #fields do
    local field, amount = fields[i], added[i]
    local old = tonumber(held[skip + i] or 0)
    local sum = (old or 0) + amount
    if (bounded == true and tonumber(amount) > 0 or bounded == field) and sum > max_exact then
      return nil
    end
    if old and type(amount) == 'number' and sum <= max_exact and sum >= -max_exact
      and old <= max_exact and old >= -max_exact and old % 1 == 0 then
      sums[last + 1], sums[last + 2] = field, digits(sum)
      last = last + 2
    else
      check_added(field, held[skip + i] or '0', amount)
      others = others or {}
      others[#others + 1], others[#others + 2] = field, amount
    end
  end
  return sums, others
end

-- The arguments of a ZADD that adds to scores, which are doubles: a sum made here is that of ZINCRBY, bit for bit. ZINCRBY costs
-- less for a single name, so there are none then.
-- Returns a reason instead if the batch must be refused.
local function score_sums(key, more, names, added, bounded)
  local fresh = more or 0
  local sums, held
  if names[2] or bounded and names[1] then
    sums, held = {}, call('ZMSCORE', key, unpack(names))
    for i = 1, #names do
      local old = held[i]
      if not old then
        old, fresh = 0, fresh + 1
      end
      local sum = old + added[i]
      if bounded and sum > max_exact and tonumber(added[i]) > 0 then
        return nil, 'full'
      end
      sums[2 * i - 1], sums[2 * i] = digits(sum), names[i]
    end
  else
    fresh = fresh + #names
  end
  if more and fresh > 0 and call('ZCARD', key) + fresh > max_names then
    return nil, 'names'
  end
  return sums
end

local crowded, full = false, false
local totals_sums, totals_others = hash_sums(totals, totals_added, stored, TOTALS_BEFORE, placed_total)
full = not totals_sums
local sums_of, others_of, scores_of = {}, {}, {}
for i = 1, #hashes do
  local name, fields, added, bounded = unpack(hashes[i])
  sums_of[i], others_of[i] = hash_sums(fields, added, call('HMGET', stream .. name, unpack(fields)), 0, bounded)
  full = full or not sums_of[i]
end
for i = 1, #rankings do
  local more, name, names, added, bounded = unpack(rankings[i], 1, 5)
  local sums, reason = score_sums(stream .. name, more, names, added, bounded)
  scores_of[i] = sums or false
  crowded, full = crowded or reason == 'names', full or reason == 'full'
end
if crowded or full then
  return {crowded and 'names' or 'full'}
end
-- Which buyers are new to their groups: most are not. A buyer of a known pair is a known buyer, since both are written here, and
-- erase_buyer replaces both.
local fresh_pairs, group_sums, group_others
if group_buyers then
  local groups, names = group_buyers[1], group_buyers[2]
  local known_pairs, at, fields, added = call('SMISMEMBER', stream .. 'groupbuyers', unpack(names)), 0, {}, {}
  for i = 1, #groups, 2 do
    local group, fresh = groups[i], 0
    for j = at + 1, at + groups[i + 1] do
      if known_pairs[j] == 0 then
        fresh = fresh + 1
        fresh_pairs, buyers = fresh_pairs or {}, buyers or {}
        fresh_pairs[#fresh_pairs + 1], buyers[#buyers + 1] = names[j], string.sub(names[j], #group + 2)
      end
    end
    at = at + groups[i + 1]
    if fresh > 0 then
      fields[#fields + 1], added[#added + 1] = group_buyers_count .. group, fresh
    end
  end
  if fresh_pairs then
    group_sums, group_others = hash_sums(fields, added, call('HMGET', stream .. 'counts', unpack(fields)), 0)
  end
end

local prefix, first = next_place(newest)
local last = prefix .. digits(first + n - 1)
local place = id_place(prefix)
local version = (tonumber(stored[4]) or 0) + 1

add_entry(stream .. 'ledger', last, entry)
-- Most entries are the first ones of their millisecond, so their numbers are their positions: none is written anew.
local values = {}
for i = 1, n do
  local state = states[i]
  if first > 0 then
    state = digits(first + i - 1) .. string.match(state, '%D.*')
  end
  values[2 * i - 1], values[2 * i] = ids[i], place .. state
end
call('HSET', ids_key, unpack(values))
call('HSET', totals_key, 'last', last, 'version', digits(version), unpack(totals_sums))

-- Lua takes 8,000 arguments. A thousand names have up to 3,700 fields, too near to that once a name has one more.
local MOST_ARGUMENTS = 4000
local function set_all(key, sums)
  for i = 1, #sums, MOST_ARGUMENTS do
    call('HSET', key, unpack(sums, i, math.min(i + MOST_ARGUMENTS - 1, #sums)))
  end
end
local function add_others(key, others)
  for i = 1, others and #others or 0, 2 do
    call('HINCRBY', key, others[i], others[i + 1])
  end
end
add_others(totals_key, totals_others)
for i = 1, #hashes do
  local key = stream .. hashes[i][1]
  set_all(key, sums_of[i])
  add_others(key, others_of[i])
end
for i = 1, #rankings do
  local _, name, names, added = unpack(rankings[i], 1, 4)
  if scores_of[i] then
    call('ZADD', stream .. name, unpack(scores_of[i]))
  elseif names[1] then
    call('ZINCRBY', stream .. name, type(added[1]) == 'number' and digits(added[1]) or added[1], names[1])
  end
end

if fresh_pairs then
  call('SADD', stream .. 'groupbuyers', unpack(fresh_pairs))
  set_all(stream .. 'counts', group_sums)
  add_others(stream .. 'counts', group_others)
end
if buyers then
  call('SADD', stream .. 'buyers', unpack(buyers))
end
if minutes then
  enter_minutes(stream .. 'minutes', stream .. 'newest', max_minutes, version, minutes, 1, #minutes)
end
if recent then
  local shown = {}
  for i = 1, #recent, 2 do
    shown[#shown + 1] = prefix .. digits(first + recent[i]) .. ' ' .. recent[i + 1]
  end
  if call('LPUSH', stream .. 'recent', unpack(shown)) > max_recent then
    call('LTRIM', stream .. 'recent', 0, max_recent - 1)
  end
end
if earlier then
  local changes, placed_no_more = earlier[3], earlier[4]
  call('HSET', ids_key, unpack(changes))
  if placed_no_more[1] then
    call('HDEL', stream .. 'placed', unpack(placed_no_more))
    call('ZREM', stream .. 'holds', unpack(placed_no_more))
  end
end
if unpaid then
  call('HSET', stream .. 'placed', unpack(unpaid))
  -- Orders of the audience are unpaid for half an hour at most, unless the operator says otherwise.
  local open = call('HMGET', settings_key, 'openOrders', 'holdMinutes')
  local hold = tonumber(open[2] or (open[1] == '1' and 30 or 0)) or 0
  if hold > 0 then
    local due = {}
    for i = 1, #unpaid, 2 do
      due[i], due[i + 1] = now + hold * 60000, unpaid[i]
    end
    call('ZADD', stream .. 'holds', unpack(due))
  end
end
if goods then
  local items, freed, given = goods[1], goods[4], goods[5]
  for i = 1, #items, 2 do
    if items[i + 1] == '' then
      call('HDEL', stream .. 'items', items[i])
    else
      call('HSET', stream .. 'items', items[i], items[i + 1])
    end
  end
  for _, name in ipairs(freed) do
    call('ZADD', stream .. 'freed', 0, name)
  end
  for _, name in ipairs(given) do
    call('ZREM', stream .. 'freed', name)
  end
end
for i = 1, deals and #deals or 0, 4 do
  local deal, position, signed, message = unpack(deals, i, i + 3)
  if position == '' then
    call('ZREM', stream .. 'agreements', deal)
  else
    local fields = {'deal', message}
    if signed ~= '' then
      local highest = call('ZREVRANGE', stream .. 'agreements', 0, 0, 'WITHSCORES')[2]
      if not highest or tonumber(signed) > tonumber(highest) then
        fields = {'deal', message, 'highest', '1'}
      end
      call('ZADD', stream .. 'agreements', signed, deal)
    end
    call('XADD', stream .. 'dealbook', prefix .. (first + position), unpack(fields))
  end
end
if show then
  local host, sku, since, explanation, opened, ended, ended_json, message = unpack(show)
  local show_key, explained_key = stream .. 'show', stream .. 'explained'
  call('XADD', stream .. 'basis', last, 'show', message)
  call('HSET', totals_key, 'basis', last)
  if opened ~= '' then
    explanation = last
    call('HSET', explained_key, last, opened)
    if generation ~= '' then
      call('ZADD', stream .. 'explanations', 'NX', 0, last)
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
local goal = tonumber(settings[3] or nil)
if goal and not settings[4] then
  if tonumber(call('HGET', totals_key, goal_total) or 0) >= goal then
    call('HSET', settings_key, 'goalReachedAt', now)
  end
end
local reply = {'recorded', prefix, first, status == 'ended' and 1 or 0}
if ARGV[3] then
  reply[5], reply[6] = newest or '', fresh_pairs or {}
end
return reply
