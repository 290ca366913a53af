-- Reads some tallies of a campaign and how far its members are counted, at one moment.
--
-- KEYS  1 cursors (hash)  2 recent (list)  3 and up: where the tallies are
-- ARGV  for each tally: H for a field of a hash, Z for a member of a zset or S for one of a set, the position of its key in KEYS, name
-- Returns {cursors, recent, values}
--       cursors: stream, cursor, …     recent: as LRANGE has it     values: nil for what is not there; 1 for a member of a set

local call = redis.call
local cursors_key, recent_key = KEYS[1], KEYS[2]

local function value(kind, key, name)
  if kind == 'H' then
    return call('HGET', key, name)
  end
  if kind == 'Z' then
    return call('ZSCORE', key, name)
  end
  return call('SISMEMBER', key, name) == 1 and '1'
end

local values = {}
for i = 1, #ARGV, 3 do
  values[#values + 1] = value(ARGV[i], KEYS[tonumber(ARGV[i + 1])], ARGV[i + 2])
end
return {call('HGETALL', cursors_key), call('LRANGE', recent_key, 0, -1), values}
