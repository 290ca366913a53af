-- Applies the plan for a batch of messages of one stream: all of it, or nothing.
--
-- Redis does not roll back, so everything that can refuse the batch is checked before the first write: that what the plan
-- rests on is still true, that the stream is live if there are new orders, and that its total stays exact. Sums are made
-- in Java, as longs: no counter is ever computed in Lua, whose numbers are doubles.
--
-- KEYS  1 settings (hash)   2 totals (hash)    3 ids (hash)      4 ledger (stream)   5 buyers (set)
--       6 minutes (zset)    7 recent (list)    8 counts (hash)   9 trend (hash)     10 placed (hash)
--      11 newest (zset)     12 and up: the ranking of each dimension (zset)
-- ARGV  1 now, epoch ms     2 number of orders among the entries  3 sum of placed, minor units
--       4 n, number of entries, each with an id that must be new 5 number of increments   6 number of buyers
--       7 number of minutes 8 number of recent                   9 m, number of earlier orders that change
--      10 number of orders that become placed                   11 number of orders that leave placed
--      12 number of minutes that a board shows                 13 number of recent orders that a board shows
--      14 maximum of placed, minor units                       15 JSON array of the messages, the ledger entry
--      16 the newest seq that the ledger must have; '' if none is known
--      17 the field of totals that placed is                   18 the field of totals that a goal is about
--       a name for each ranking, in the order of their KEYS
--       n times: id
--       n times: the value in ids after the seq
--       increments: where (totals, counts, trend, or the name of a ranking), field, amount
--       buyers: id
--       minutes: first ms of each minute whose trend changes
--       recent: position in the batch (0 for the first), JSON; oldest first
--       m times: id
--       m times: its expected value in ids
--       m times: id, its new value
--       become placed: id, JSON
--       leave placed: id
-- Returns one of
--       {'recorded', prefix, first}   entry i (from 0) has seq prefix .. (first + i)
--       {'known'}                     nothing written: an id is not new, or an earlier order differs from the plan
--       {'status', status}            nothing written: there are orders, but the stream is not live; '' if there is none
--       {'full'}                      nothing written: placed would pass its maximum
--       {'behind', exists, last}      nothing written: the newest seq is before the one that the node knows

-- include part_minutes
-- include part_seq
local call = redis.call
local settings_key, totals_key, ids_key, ledger_key, buyers_key = unpack(KEYS, 1, 5)
local minutes_key, recent_key, counts_key, trend_key, placed_key, newest_key = unpack(KEYS, 6, 11)
local hashes = {totals = totals_key, counts = counts_key, trend = trend_key}
local rankings = {}
for i = 12, #KEYS do
  rankings[ARGV[i + 7]] = KEYS[i]
end

local now, entry, required, placed_total, goal_total = ARGV[1], ARGV[15], ARGV[16], ARGV[17], ARGV[18]
local max_minutes, max_recent, max_placed = tonumber(ARGV[12]), tonumber(ARGV[13]), tonumber(ARGV[14])
local orders, placed = tonumber(ARGV[2]), tonumber(ARGV[3])
local n = tonumber(ARGV[4])
local m = tonumber(ARGV[9])
local ids = 19 + #KEYS - 11
local states = ids + n
local increments = states + n
local buyers = increments + 3 * tonumber(ARGV[5])
local minutes = buyers + tonumber(ARGV[6])
local recent = minutes + tonumber(ARGV[7])
local changed = recent + 2 * tonumber(ARGV[8])
local expected = changed + m
local changes = expected + m
local become_placed = changes + 2 * m
local placed_no_more = become_placed + 2 * tonumber(ARGV[10])
local past = placed_no_more + tonumber(ARGV[11])

local settings = call('HMGET', settings_key, 'status', 'goal', 'goalReachedAt')
local totals = call('HMGET', totals_key, placed_total, 'last')

-- First of all: after a ledger went back, no other check can be trusted.
local function is_behind(last)
  local ms, n_of_seq = string.match(required, '^(%d+)-(%d+)$')
  if not last then
    return not settings[1] or required ~= '0-0'
  end
  local last_ms, last_n = string.match(last, '^(%d+)-(%d+)$')
  ms, last_ms = tonumber(ms), tonumber(last_ms)
  return last_ms < ms or last_ms == ms and tonumber(last_n) < tonumber(n_of_seq)
end

if required ~= '' and required ~= totals[2] and is_behind(totals[2]) then
  return {'behind', settings[1] and 1 or 0, totals[2] or ''}
end

-- Before the status: a recorded message stays a duplicate after the stream has ended.
local known = call('HMGET', ids_key, unpack(ARGV, ids, states - 1))
for i = 1, n do
  if known[i] then
    return {'known'}
  end
end
if m > 0 then
  local values = call('HMGET', ids_key, unpack(ARGV, changed, expected - 1))
  for i = 1, m do
    if values[i] ~= ARGV[expected + i - 1] then
      return {'known'}
    end
  end
end
if orders > 0 and settings[1] ~= 'live' then
  return {'status', settings[1] or ''}
end
if (tonumber(totals[1]) or 0) + placed > max_placed then
  return {'full'}
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
  call('HSET', ids_key, unpack(ARGV, changes, become_placed - 1))
end
if placed_no_more > become_placed then
  call('HSET', placed_key, unpack(ARGV, become_placed, placed_no_more - 1))
end
if past > placed_no_more then
  call('HDEL', placed_key, unpack(ARGV, placed_no_more, past - 1))
end
call('HSET', totals_key, 'last', last)
for i = increments, buyers - 1, 3 do
  local ranking = rankings[ARGV[i]]
  if ranking then
    call('ZINCRBY', ranking, ARGV[i + 2], ARGV[i + 1])
  else
    call('HINCRBY', hashes[ARGV[i]], ARGV[i + 1], ARGV[i + 2])
  end
end
if minutes > buyers then
  call('SADD', buyers_key, unpack(ARGV, buyers, minutes - 1))
end
local version = call('HINCRBY', totals_key, 'version', 1)
enter_minutes(minutes_key, newest_key, max_minutes, version, ARGV, minutes, recent - 1)
for i = recent, changed - 1, 2 do
  call('LPUSH', recent_key, prefix .. (first + tonumber(ARGV[i])) .. ' ' .. ARGV[i + 1])
end
if changed > recent then
  call('LTRIM', recent_key, 0, max_recent - 1)
end
if settings[2] and not settings[3] then
  if tonumber(call('HGET', totals_key, goal_total) or 0) >= tonumber(settings[2]) then
    call('HSET', settings_key, 'goalReachedAt', now)
  end
end
return {'recorded', prefix, first}
