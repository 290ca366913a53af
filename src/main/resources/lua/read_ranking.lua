-- Reads what was counted for some names of a dimension, all at one moment.
--
-- KEYS  1 ranking (zset)   2 counts (hash)   3 totals (hash)   4 stock (zset), for products only
-- ARGV  1 first rank, from 0, or -1 for names that are given     2 number of names by rank, 2,000 at most
--       3 number of prefixes   then these: of the fields of counts, of each measure
--       then names, 1,000 at most
-- Returns {last, size, rows}
--       last: the newest seq, nil if there is none   size: of the ranking
--       rows: name, ranked, left, counts…, … of these names (left, counts: nil for none)

local call = redis.call
local ranking_key, counts_key, totals_key, stock_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local first, number, measures = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local first_prefix, first_name = 4, 4 + tonumber(ARGV[3])
-- Lua cannot hand over more than some thousand arguments at a time.
local NAMES_AT_ONCE = 500

local ranked = {}
if first >= 0 then
  ranked = call('ZREVRANGE', ranking_key, first, first + number - 1, 'WITHSCORES')
else
  for i = first_name, #ARGV do
    ranked[#ranked + 1] = ARGV[i]
    ranked[#ranked + 1] = call('ZSCORE', ranking_key, ARGV[i]) or '0'
  end
end

-- The counts of the names from one place of the ranked on, measure by measure.
local function counts_from(start)
  local fields = {}
  for i = start, math.min(#ranked, start + 2 * NAMES_AT_ONCE - 1), 2 do
    for measure = 1, measures do
      fields[#fields + 1] = ARGV[first_prefix + measure - 1] .. ranked[i]
    end
  end
  return call('HMGET', counts_key, unpack(fields))
end

local rows = {}
local columns = 3 + measures
local counts
for i = 1, #ranked, 2 do
  local place = (i - 1) / 2
  if place % NAMES_AT_ONCE == 0 and measures > 0 then
    counts = counts_from(i)
  end
  local row = place * columns
  rows[row + 1] = ranked[i]
  rows[row + 2] = ranked[i + 1]
  rows[row + 3] = stock_key and call('ZSCORE', stock_key, ranked[i]) or false
  for measure = 1, measures do
    rows[row + 3 + measure] = counts[place % NAMES_AT_ONCE * measures + measure]
  end
end
return {call('HGET', totals_key, 'last'), call('ZCARD', ranking_key), rows}
