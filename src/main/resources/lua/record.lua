-- Records a batch of orders of one stream: all of it, or nothing.
--
-- Redis does not roll back, so everything that can refuse the batch is checked before the first write. Sums were made
-- in Java, as longs: no counter is ever computed in Lua, whose numbers are doubles.
--
-- KEYS  1 stream (hash)     2 totals (hash)    3 ids (hash)      4 ledger (stream)   5 buyers (set)
--       6 minutes (zset)    7 recent (list)    8 counts (hash)   9 trend (hash)
--      10 products (zset)  11 channels (zset) 12 groups (zset)  13 cities (zset)
-- ARGV  1 now, epoch ms     2 n, number of orders                3 sum of placed, fen
--       4 number of increments                5 number of buyers 6 number of minutes 7 number of recent
--       n times: id
--       n times: id, JSON of the order                  as the ledger entry's fields
--       n times: the rest of its value in ids: "<fingerprint> <state> <amount>"
--       increments: number of the KEY (2, 8, 9: hash; 10 and up: zset), field, amount
--       buyers: id
--       minutes: first ms of each minute whose trend changes
--       recent: position in the batch (0 for the first), JSON; oldest first
-- Returns one of
--       {'recorded', ms, first}   order i (from 0) has seq ms-(first + i)
--       {'known', values}         nothing written: these ids exist; value in ids or nil for each order
--       {'status', status}        nothing written: the stream is not live; '' if there is none
--       {'full'}                  nothing written: placed would pass 2^53 - 1

local call = redis.call
local n = tonumber(ARGV[2])
local ids = 8
local entries = ids + n
local states = entries + 2 * n
local increments = states + n
local buyers = increments + 3 * tonumber(ARGV[4])
local minutes = buyers + tonumber(ARGV[5])
local recent = minutes + tonumber(ARGV[6])

-- Before the status: what was recorded stays a duplicate when the stream has ended meanwhile.
local known = call('HMGET', KEYS[3], unpack(ARGV, ids, entries - 1))
for i = 1, n do
  if known[i] then
    return {'known', known}
  end
end
local stream = call('HMGET', KEYS[1], 'status', 'goal', 'goalReachedAt')
if stream[1] ~= 'live' then
  return {'status', stream[1] or ''}
end
local totals = call('HMGET', KEYS[2], 'placed', 'last')
if (tonumber(totals[1]) or 0) + tonumber(ARGV[3]) > 9007199254740991 then
  return {'full'}
end

-- The order's seq continues within the millisecond; a clock that jumped back changes nothing.
local time = call('TIME')
local ms = time[1] * 1000 + math.floor(time[2] / 1000)
local first = 0
if totals[2] then
  local lastMs, lastN = string.match(totals[2], '^(%d+)-(%d+)$')
  if tonumber(lastMs) >= ms then
    ms = tonumber(lastMs)
    first = tonumber(lastN) + 1
  end
end
local prefix = string.format('%.0f-', ms)
local last = prefix .. (first + n - 1)

call('XADD', KEYS[4], last, unpack(ARGV, entries, states - 1))
local values = {}
for i = 0, n - 1 do
  values[2 * i + 1] = ARGV[ids + i]
  values[2 * i + 2] = prefix .. (first + i) .. ' ' .. ARGV[states + i]
end
call('HSET', KEYS[3], unpack(values))
call('HSET', KEYS[2], 'last', last)
for i = increments, buyers - 1, 3 do
  local key = tonumber(ARGV[i])
  if key < 10 then
    call('HINCRBY', KEYS[key], ARGV[i + 1], ARGV[i + 2])
  else
    call('ZINCRBY', KEYS[key], ARGV[i + 2], ARGV[i + 1])
  end
end
if minutes > buyers then
  call('SADD', KEYS[5], unpack(ARGV, buyers, minutes - 1))
end
local version = call('HINCRBY', KEYS[2], 'version', 1)
for i = minutes, recent - 1 do
  call('ZADD', KEYS[6], version, ARGV[i])
end
for i = recent, recent + 2 * tonumber(ARGV[7]) - 1, 2 do
  call('LPUSH', KEYS[7], prefix .. (first + tonumber(ARGV[i])) .. ' ' .. ARGV[i + 1])
end
if tonumber(ARGV[7]) > 0 then
  call('LTRIM', KEYS[7], 0, 19)
end
if stream[2] and not stream[3] then
  if tonumber(call('HGET', KEYS[2], 'gmv') or 0) >= tonumber(stream[2]) then
    call('HSET', KEYS[1], 'goalReachedAt', ARGV[1])
  end
end
return {'recorded', prefix, first}
