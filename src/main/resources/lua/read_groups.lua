-- Reads what some groups bought, each group's figures at one moment.
--
-- KEYS  1 groups (zset): the ranking   2 counts (hash)
-- ARGV  1 prefix of the fields of their orders in counts   2 the same of their buyers
--       3 first rank, from 0, or -1 for groups by name     4 number of groups by rank, 1,000 at most
--       5 and up: names of groups, 1,000 at most
-- Returns name, gmv, orders, buyers, … of those that bought anything (orders, buyers: nil for 0)

local call = redis.call
local ranking_key, counts_key = KEYS[1], KEYS[2]
local orders_prefix, buyers_prefix, first, number = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local first_name = 5

local ranked = {}
if first >= 0 then
  ranked = call('ZREVRANGE', ranking_key, first, first + number - 1, 'WITHSCORES')
else
  for i = first_name, #ARGV do
    local gmv = call('ZSCORE', ranking_key, ARGV[i])
    if gmv then
      ranked[#ranked + 1] = ARGV[i]
      ranked[#ranked + 1] = gmv
    end
  end
end
if #ranked == 0 then
  return {}
end

local fields = {}
for i = 1, #ranked, 2 do
  fields[i] = orders_prefix .. ranked[i]
  fields[i + 1] = buyers_prefix .. ranked[i]
end
local counts = call('HMGET', counts_key, unpack(fields))
local rows = {}
for i = 1, #ranked, 2 do
  rows[2 * i - 1] = ranked[i]
  rows[2 * i] = ranked[i + 1]
  rows[2 * i + 1] = counts[i]
  rows[2 * i + 2] = counts[i + 1]
end
return rows
